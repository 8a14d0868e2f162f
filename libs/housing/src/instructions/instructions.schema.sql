-- Her standing instructions as far as a referral must know them: councils, never a reason or a name. They are hers, not a
-- case's: what she said in an earlier period of custody still holds.
create table must_not_know (
  instruction_id uuid primary key,
  person_id      uuid not null,
  council        text not null
);

create index must_not_know_person on must_not_know (person_id);

create table areas_to_avoid (
  person_id uuid   primary key,
  councils  text[] not null
);

create table protected_addresses (
  person_id uuid primary key
);

-- Records that were found to be of the same woman: all of them lead to the one that is kept.
create table merged_people (
  removed_id uuid primary key,
  kept_id    uuid not null
);

create index merged_people_kept on merged_people (kept_id);
