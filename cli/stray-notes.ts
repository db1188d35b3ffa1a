const NAMED = 3;

/** What to say of records that lie under a key and in no partition that is sealed. */
export function strayNotes(strays: readonly string[]): readonly string[] {
  if (strays.length === 0) return [];
  const named = strays.slice(0, NAMED).join(', ') + (strays.length > NAMED ? ', …' : '');
  const one = strays.length === 1;
  return [
    `${one ? '1 record was' : `${strays.length} records were`} left out: ${one ? 'it lies' : 'they lie'} in no partition that is sealed, so no function of this stack wrote ${one ? 'it' : 'them'}. Find out who may write to the audit table: ${named}`,
  ];
}
