/** A key as the stand-in keeps it. */
export interface StoredKey {
  readonly id: string;
  readonly keyString: string;
  readonly document: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  deletedAt: Date | undefined;
}

/** A key's resource: never with its value, which has a method of its own. */
export const resourceOf = (projectNumber: string, key: StoredKey): object => ({
  name: `projects/${projectNumber}/locations/global/keys/${key.id}`,
  uid: `uid-${key.id}`,
  displayName: key.document['displayName'],
  createTime: key.createdAt.toISOString(),
  updateTime: (key.deletedAt ?? key.createdAt).toISOString(),
  ...(key.deletedAt && { deleteTime: key.deletedAt.toISOString() }),
  ...(key.document['annotations'] !== undefined && { annotations: key.document['annotations'] }),
  restrictions: key.document['restrictions'],
  ...(key.document['serviceAccountEmail'] !== undefined && {
    serviceAccountEmail: key.document['serviceAccountEmail'],
  }),
  etag: `W/"${key.id}-${key.deletedAt ? 2 : 1}"`,
});
