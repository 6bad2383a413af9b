/** Stands for the method in the endpoint of a form, which is read and sent at one address. */
export const FORM_METHOD = 'FORM';
