import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionName } from '../../contract/functions.ts';
import { SETTINGS_FILE, type SettingsOf } from '../../contract/settings.ts';

/** Reads the settings that were deployed beside the bundle; `folder` is Lambda's task root. */
export const readSettings = <F extends FunctionName>(_of: F, folder: string): SettingsOf<F> =>
  JSON.parse(readFileSync(join(folder, SETTINGS_FILE), 'utf8')) as SettingsOf<F>;
