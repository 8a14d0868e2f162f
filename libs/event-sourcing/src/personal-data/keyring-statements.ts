import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const sql = (file: string): string => readFileSync(join(__dirname, 'sql', `${file}.sql`), 'utf8');

/** The statements of `sql/`. Those with a name are on the way of every sealed event: prepared, once per connection. */
export const keyringStatements = {
  findByIds: { name: 'keyring-by-ids', text: sql('find-keys-by-id') },
  findBySlots: { name: 'keyring-by-slots', text: sql('find-keys-by-slot') },
  addKeys: sql('add-keys'),
  erase: sql('erase-keys'),
  destroyProtectedAddress: sql('destroy-protected-address'),
  mastersInUse: sql('masters-in-use'),
  noteIndexKey: sql('note-index-key'),
  readIndexKey: sql('read-index-key'),
  noteMaster: sql('note-master'),
  retireOtherMasters: sql('retire-other-masters'),
  countOfOtherMasters: sql('count-keys-of-other-masters'),
  nextOfOtherMasters: sql('next-keys-of-other-masters'),
  wrapAgain: sql('wrap-keys-again'),
} as const;
