-- Plans prepared for what may go wrong, the runs of them, and what became of each step.

create table campaigns.contingency_plan (
    tenant_id          uuid not null,
    id                 uuid not null,
    name               text not null check (length(name) between 1 and 100),
    note               text not null check (length(note) <= 1000),
    steps              jsonb not null check (jsonb_array_length(steps) between 1 and 20),
    revision           int not null default 1 check (revision > 0),
    changed_by         text not null,
    changed_at         timestamptz not null,
    rehearsed_revision int check (rehearsed_revision <= revision),
    rehearsed_by       text,
    rehearsed_at       timestamptz,
    -- One entry per step: {"refusal": why it could not be taken, or null}.
    rehearsal          jsonb,
    primary key (tenant_id, id),
    check ((rehearsed_revision is null) = (rehearsal is null)),
    check ((rehearsed_revision is null) = (rehearsed_at is null))
);
create unique index contingency_plan_name on campaigns.contingency_plan (tenant_id, name);

create table campaigns.contingency_run (
    tenant_id   uuid not null,
    id          uuid not null,
    plan_id     uuid not null,
    plan_name   text not null,
    reason      text not null check (length(reason) between 1 and 1000),
    state       text not null check (state in ('starting', 'on', 'reverting', 'off')),
    started_by  text not null,
    started_by_id text not null,
    started_by_kind text not null,
    started_at  timestamptz not null,
    revert_reason text,
    reverted_by text,
    reverted_by_id text,
    reverted_by_kind text,
    reverted_at timestamptz,
    primary key (tenant_id, id),
    check ((state in ('reverting', 'off')) = (reverted_at is not null)),
    check ((reverted_at is null) = (reverted_by_id is null)),
    check ((reverted_at is null) = (reverted_by_kind is null))
);
-- A plan is on once at a time.
create unique index contingency_run_on on campaigns.contingency_run (tenant_id, plan_id) where state <> 'off';

create table campaigns.contingency_step (
    tenant_id uuid not null,
    run_id    uuid not null,
    ordinal   int not null,
    step      jsonb not null,
    -- What stood before the step, journaled before it is taken.
    stood     text check (length(stood) <= 1000),
    state     text not null check (state in ('waiting', 'taken', 'refused', 'back', 'not_back')),
    told      text,
    at        timestamptz,
    primary key (tenant_id, run_id, ordinal),
    foreign key (tenant_id, run_id) references campaigns.contingency_run,
    check (state not in ('taken', 'back', 'not_back') or stood is not null)
);
