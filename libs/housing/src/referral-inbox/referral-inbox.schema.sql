-- Every referral as lists show it: for the council it was sent to, and for the page of her case.
create table referral_inbox (
  referral_id uuid    primary key,
  case_id     uuid    not null,
  -- Drafted or with a council that has not finished with it: it goes over when she returns to custody.
  open        boolean not null,
  council     text,
  sent_on     date,
  summary     jsonb   not null,
  -- What was sent, sealed.
  content     jsonb
);

create index referral_inbox_council on referral_inbox (council, sent_on, referral_id)
where council is not null;

create index referral_inbox_case on referral_inbox (case_id);
