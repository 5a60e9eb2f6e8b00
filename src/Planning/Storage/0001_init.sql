-- A proposal never changes what it says; applying it only adds what came of it.

create table planning.proposal (
    tenant_id    uuid not null,
    proposal_id  uuid not null,
    round_id     uuid not null,
    status       text not null check (status in ('proposed', 'applied')),
    score_field  text not null,
    candidates   int not null check (candidates >= 0),
    placed       int not null check (placed between 0 and candidates),
    input_sha256 text not null check (input_sha256 ~ '^[0-9a-f]{64}$'),
    created_at   timestamptz not null,
    created_by   text not null,
    applied_at   timestamptz,
    assigned     int,
    refused      int,
    primary key (tenant_id, proposal_id),
    check ((status = 'applied') = (applied_at is not null)),
    check (applied_at is null or assigned + refused = placed)
);

create index proposal_of_round on planning.proposal (tenant_id, round_id, created_at desc);

create table planning.place (
    tenant_id     uuid not null,
    proposal_id   uuid not null,
    position      int not null check (position >= 1),
    submission_id uuid not null,
    item_id       text not null,
    merchant_id   text not null,
    score         bigint,
    slot_id       uuid,
    bounds        jsonb not null,
    why           jsonb not null,
    refusal       text,
    primary key (tenant_id, proposal_id, position),
    unique (tenant_id, proposal_id, submission_id),
    foreign key (tenant_id, proposal_id) references planning.proposal
);
