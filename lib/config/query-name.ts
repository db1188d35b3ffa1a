import { type Complaint, complain } from './complaint.ts';

/** Printable ASCII without what separates parameters or is read past (`foldedName` cuts brackets off), and something to fold. */
const NAME = /^(?=.*[A-Za-z0-9])[!"$'()*,./:;<>?@\\^_`{|}~0-9A-Za-z-]{1,64}$/;

/** The decoded name of a query parameter that a request may hold. */
export const readQueryName = (text: string): string | Complaint =>
  NAME.test(text)
    ? text
    : complain('is not the name of a query parameter', `write it decoded, such as '$httpMethod'`);
