import { type Complaint, complain } from './complaint.ts';

const NAME = /^[a-z][a-z0-9-]{0,39}$/;
const STAGE_NAME = /^[a-z0-9]{1,12}$/;

/** Upstreams, products and plans: they appear in construct ids, on the command line and, space-separated, in a request's context. */
export const complaintAboutName = (name: string): Complaint | undefined =>
  NAME.test(name) && !(name in {})
    ? undefined
    : complain('is not a usable name', 'use a-z, 0-9 and -, start with a letter, at most 40 characters');

/** Stages: the name is part of every client key. */
export const complaintAboutStageName = (name: string): Complaint | undefined =>
  STAGE_NAME.test(name) ? undefined : complain('is not a usable stage name', 'use 1 to 12 of a-z and 0-9');
