import { unescaped } from '../domain/folded-name.ts';

/** A client key anywhere in a text: it must not travel, wherever the client put it. */
const CLIENT_KEY = /sp_[a-z0-9]{1,12}_[0-9A-Za-z]{49}/i;

/** Whether a text holds a client key, as it is or percent-encoded. */
export const holdsClientKey = (text: string): boolean =>
  CLIENT_KEY.test(text) || (text.includes('%') && CLIENT_KEY.test(unescaped(text)));
