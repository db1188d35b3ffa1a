import { unescaped } from './folded-name.ts';
import { TOKEN_INSIDE } from './token-form.ts';

/** A client key anywhere in a text: it must not travel, wherever the client put it. */
const CLIENT_KEY = /sp_[a-z0-9]{1,12}_[0-9A-Za-z]{49}/i;

const holds = (text: string): boolean => CLIENT_KEY.test(text) || TOKEN_INSIDE.test(text);

/** Whether a text holds a client key or a token, as it is or percent-encoded. */
export const holdsClientKey = (text: string): boolean =>
  holds(text) || (text.includes('%') && holds(unescaped(text)));
