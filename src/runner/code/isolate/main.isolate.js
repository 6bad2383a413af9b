import program from './code.js';
import { serve } from './serve.isolate.js';

export default serve(program);
