/** What `doctor` asks this machine. */
export interface MachinePorts {
  readonly nodeVersion: string;
  readonly platform: string;
  /** Permission bits and kind; `undefined` where there is nothing. */
  inspect(path: string): Promise<{ readonly mode: number; readonly kind: 'file' | 'folder' } | undefined>;
  /** Every file and folder below, without following links. */
  filesBelow(path: string): Promise<readonly string[]>;
  gitIgnores(folder: string, path: string): Promise<'ignored' | 'exposed' | 'no repository'>;
}
