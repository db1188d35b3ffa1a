import { sep } from 'node:path';

/** The folder whose `.env` and `.sallyport` are meant: the clone if the command runs inside it, else where it runs. */
export const projectFolder = (workingDir: string, cloneDir: string): string =>
  `${workingDir}${sep}`.startsWith(`${cloneDir}${sep}`) ? cloneDir : workingDir;
