create table referral (
  referral_id uuid primary key,
  case_id     uuid not null,
  status      text not null
);
create index referral_case on referral (case_id);

create table agreement (
  referral_id uuid not null,
  agreed_to   text not null,
  answer      text not null,
  council     text,
  answered_on date not null,
  how         text not null,
  primary key (referral_id, agreed_to)
);
