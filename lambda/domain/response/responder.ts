/** As whom the responder acts: in the audit, in events and on the blocklist. */
export const RESPONDER = 'responder';
