-- A pool is a rule and what it chose. Members are derived: a rebuild from the campaign items gives the same rows.

create table selection.pool (
    tenant_id    uuid not null,
    pool_id      uuid not null,
    name         text not null check (length(name) between 1 and 100),
    round_id     uuid not null,
    rule         jsonb not null,
    score_field  text,
    pins         text[] not null,
    excludes     text[] not null,
    feed_seq     bigint not null check (feed_seq >= 0),
    created_at   timestamptz not null,
    refreshed_at timestamptz not null,
    primary key (tenant_id, pool_id),
    unique (tenant_id, name)
);

create index pool_of_round on selection.pool (tenant_id, round_id);

-- Items that the rule could not decide stay as rows of their own: they are no members, but they are not forgotten either.
create table selection.member (
    tenant_id        uuid not null,
    pool_id          uuid not null,
    campaign_item_no int not null,
    item_no          int not null,
    item_id          text not null,
    outcome          text not null check (outcome in ('pass', 'unknown')),
    score            bigint,
    primary key (tenant_id, pool_id, campaign_item_no),
    foreign key (tenant_id, pool_id) references selection.pool on delete cascade
);

create index member_by_score on selection.member (tenant_id, pool_id, score desc nulls last, campaign_item_no) where outcome = 'pass';
