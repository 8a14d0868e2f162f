-- What decides whether anything of a referral may pass to its council.
create table gate_referrals (
  referral_id uuid  primary key,
  case_id     uuid  not null,
  person_id   uuid  not null,
  passage     jsonb not null
);

create index gate_referrals_case on gate_referrals (case_id);

create index gate_referrals_person on gate_referrals (person_id);

-- Councils that must not know, by her instruction.
create table gate_forbidden (
  instruction_id uuid primary key,
  person_id      uuid not null,
  council        text not null
);

create index gate_forbidden_person on gate_forbidden (person_id);

-- Cases that were opened in error: it may not be her at all.
create table gate_opened_in_error (
  case_id uuid primary key
);

-- Two records that turned out to be of one woman: what is kept here stands under the one that stays.
create table gate_merged (
  removed_id uuid primary key,
  kept_id    uuid not null
);
