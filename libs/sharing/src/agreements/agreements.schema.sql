-- All she has agreed to, and where each is withdrawn. The agreements themselves stand in the stream of the referral.
create table agreement (
  referral_id uuid not null,
  agreed_to   text not null,
  case_id     uuid not null,
  answer      text not null,
  council     text,
  on_day      date not null,
  how         text not null,
  primary key (referral_id, agreed_to)
);
create index agreement_case on agreement (case_id);

create table ended_referral (
  referral_id uuid primary key
);
