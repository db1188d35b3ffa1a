/** The condition under which a request may name these partitions of a table and no other, and has to name one. */
export const withinPartitions = (operator: 'StringEquals' | 'StringLike', partitions: readonly string[]) => ({
  [`ForAllValues:${operator}`]: { 'dynamodb:LeadingKeys': partitions },
  // Without it the condition above would hold for a request that names no partition at all.
  Null: { 'dynamodb:LeadingKeys': 'false' },
});
