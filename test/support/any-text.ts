import fc from 'fast-check';

const anyCharacter = fc
  .oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 0xff }) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 0xd7ff }) },
    { weight: 2, arbitrary: fc.integer({ min: 0xe000, max: 0x10ffff }) },
  )
  .map((codePoint) => String.fromCodePoint(codePoint));

/**
 * Text of any characters, controls and unassigned ones too, but for halves of pairs; those of a byte come more often. It is made
 * at once, where fast-check's own unit `binary` takes seconds in every file that asks for it.
 */
export const anyText = (limits: Omit<fc.StringConstraints, 'unit'> = {}) =>
  fc.string({ ...limits, unit: anyCharacter });
