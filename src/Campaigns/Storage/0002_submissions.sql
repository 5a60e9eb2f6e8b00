-- Submissions with their verdicts, what holds an item, and the campaign items that come of it.

create extension if not exists btree_gist;

-- status is what people and gates decided; that a locked one is live or ended follows from its round's live phase.
create table campaigns.submission (
    tenant_id           uuid not null,
    id                  uuid not null,
    round_id            uuid not null,
    item_no             int not null,
    item_id             text not null,
    merchant_no         int not null,
    merchant_id         text not null,
    merchant_name       text not null,
    title               text not null,
    category            text,
    main_image          text,
    status              text not null check (status in ('refused', 'in_review', 'first_approved', 'approved', 'rejected',
                        'scheduled', 'confirmed', 'locked', 'withdrawn', 'exited', 'removed')),
    outcome             text not null check (outcome in ('pass', 'fail', 'unknown')),
    gate_merchant       text not null check (gate_merchant in ('pass', 'fail', 'unknown')),
    gate_item           text not null check (gate_item in ('pass', 'fail', 'unknown')),
    gate_sku            text not null check (gate_sku in ('pass', 'fail', 'unknown')),
    -- The clauses that failed and those that are undecided, as node.gate.number.
    failed              text[] not null,
    undecided           text[] not null,
    reason              jsonb,
    reasons             int not null,
    plan                jsonb not null,
    plan_hash           text not null,
    sku_count           int not null check (sku_count > 0),
    price_minor         bigint not null check (price_minor > 0),
    daily_price_minor   bigint check (daily_price_minor > 0),
    activity_stock      bigint not null check (activity_stock > 0),
    first_reviewer_id   text,
    first_reviewer_name text,
    slot_id             uuid,
    score               bigint,
    placed_why          jsonb,
    exit_requested_at   timestamptz,
    revision            int not null default 1,
    submitted_at        timestamptz not null,
    status_since        timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, round_id, item_no),
    foreign key (tenant_id, round_id) references campaigns.round (tenant_id, id),
    foreign key (tenant_id, slot_id) references campaigns.slot (tenant_id, id),
    -- A refused submission has a reason, always.
    check (status <> 'refused' or cardinality(failed) > 0),
    check ((slot_id is not null) = (status in ('scheduled', 'confirmed', 'locked')))
);
create index submission_status on campaigns.submission (tenant_id, round_id, status, status_since);
create index submission_list on campaigns.submission (tenant_id, round_id, id);
create index submission_merchant on campaigns.submission (tenant_id, merchant_id, id);
create index submission_item on campaigns.submission (tenant_id, item_no);
create index submission_confirmed on campaigns.submission (tenant_id, status_since) where status = 'confirmed';
create index submission_failed on campaigns.submission using gin (failed);

create table campaigns.verdict (
    tenant_id     uuid not null,
    submission_id uuid not null,
    at            timestamptz not null,
    -- The hashes of the published rules it was judged by.
    rules         text[] not null,
    reasons       jsonb not null,
    primary key (tenant_id, submission_id),
    foreign key (tenant_id, submission_id) references campaigns.submission (tenant_id, id)
);

-- Counts of a round by status, spread over shards so that writers do not wait for each other.
create table campaigns.status_count (
    tenant_id uuid not null,
    round_id  uuid not null,
    status    text not null,
    shard     int not null,
    present   bigint not null,
    entered   bigint not null,
    primary key (tenant_id, round_id, status, shard)
);

-- How many entered a status in a minute of the tenant's clock.
create table campaigns.status_flow (
    tenant_id uuid not null,
    round_id  uuid not null,
    status    text not null,
    minute    timestamptz not null,
    shard     int not null,
    entered   bigint not null,
    primary key (tenant_id, round_id, status, minute, shard)
);

create function campaigns.count_submissions() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into campaigns.status_count as c (tenant_id, round_id, status, shard, present, entered)
        select tenant_id, round_id, status, pg_backend_pid() % 16, count(*), count(*) from fresh
        group by tenant_id, round_id, status order by status
        on conflict (tenant_id, round_id, status, shard)
        do update set present = c.present + excluded.present, entered = c.entered + excluded.entered;
        insert into campaigns.status_flow as f (tenant_id, round_id, status, minute, shard, entered)
        select tenant_id, round_id, status, date_trunc('minute', status_since), pg_backend_pid() % 16, count(*) from fresh
        group by 1, 2, 3, 4 order by 3, 4
        on conflict (tenant_id, round_id, status, minute, shard) do update set entered = f.entered + excluded.entered;
    else
        insert into campaigns.status_count as c (tenant_id, round_id, status, shard, present, entered)
        select tenant_id, round_id, status, pg_backend_pid() % 16, sum(present), sum(entered) from (
            select n.tenant_id, n.round_id, n.status, 1 as present, 1 as entered
            from fresh n join stale o using (tenant_id, id) where n.status <> o.status
            union all
            select o.tenant_id, o.round_id, o.status, -1, 0
            from fresh n join stale o using (tenant_id, id) where n.status <> o.status) moved
        group by tenant_id, round_id, status order by status
        on conflict (tenant_id, round_id, status, shard)
        do update set present = c.present + excluded.present, entered = c.entered + excluded.entered;
        insert into campaigns.status_flow as f (tenant_id, round_id, status, minute, shard, entered)
        select n.tenant_id, n.round_id, n.status, date_trunc('minute', n.status_since), pg_backend_pid() % 16, count(*)
        from fresh n join stale o using (tenant_id, id) where n.status <> o.status
        group by 1, 2, 3, 4 order by 3, 4
        on conflict (tenant_id, round_id, status, minute, shard) do update set entered = f.entered + excluded.entered;
    end if;
    return null;
end $$;

create trigger submission_inserted after insert on campaigns.submission
    referencing new table as fresh for each statement execute function campaigns.count_submissions();
create trigger submission_updated after update on campaigns.submission
    referencing new table as fresh old table as stale for each statement execute function campaigns.count_submissions();

-- Who has an item when. A hold of a campaign type writes one row for every pair of types that exclude each other and that its
-- type belongs to: the pair is the class, the own type the side. Two rows of one class and different sides exclude each other
-- while they overlap; for a type that excludes itself the side is the submission, so that any two differ.
create table campaigns.item_hold (
    tenant_id     uuid not null,
    item_no       int not null,
    class         text not null,
    side          text not null,
    during        tstzrange not null check (not isempty(during)),
    round_id      uuid not null,
    submission_id uuid not null,
    primary key (tenant_id, submission_id, class),
    constraint item_hold_excludes
        exclude using gist (tenant_id with =, item_no with =, class with =, side with <>, during with &&)
);
create index item_hold_round on campaigns.item_hold (tenant_id, round_id);

-- The numbers of a tenant: taken under the row's lock as the last step of a transaction, so that they become visible in order.
create table campaigns.counter (
    tenant_id uuid not null,
    feed_seq  bigint not null default 0,
    item_no   int not null default 0,
    primary key (tenant_id)
);

-- seq null: confirmed, but its activity stock is not open yet; nobody reads it.
create table campaigns.campaign_item (
    tenant_id     uuid not null,
    id            uuid not null,
    no            int,
    round_id      uuid not null,
    submission_id uuid not null,
    item_no       int not null,
    left_at       timestamptz,
    content       jsonb not null,
    version       int not null check (version > 0),
    hash          text not null,
    seq           bigint,
    primary key (tenant_id, id),
    unique (tenant_id, no),
    unique (tenant_id, seq),
    unique (tenant_id, submission_id),
    foreign key (tenant_id, round_id) references campaigns.round (tenant_id, id),
    check ((seq is null) = (no is null))
);
-- An item that left a round may come back by a new confirmation; the one that left keeps its number.
create unique index campaign_item_round on campaigns.campaign_item (tenant_id, round_id, item_no) where left_at is null;
create index campaign_item_item on campaigns.campaign_item (tenant_id, item_no);

create table campaigns.campaign_sku (
    tenant_id        uuid not null,
    campaign_item_id uuid not null,
    sku_no           int not null,
    primary key (tenant_id, campaign_item_id, sku_no),
    foreign key (tenant_id, campaign_item_id) references campaigns.campaign_item (tenant_id, id)
);
create index campaign_sku_sku on campaigns.campaign_sku (tenant_id, sku_no);

create table campaigns.breach (
    tenant_id     uuid not null,
    merchant_no   int not null,
    submission_id uuid not null,
    at            timestamptz not null,
    reason        text not null,
    primary key (tenant_id, submission_id, at)
);
create index breach_merchant on campaigns.breach (tenant_id, merchant_no);

-- What a re-validation of a round found to have changed.
create table campaigns.flip (
    tenant_id     uuid not null,
    run_id        uuid not null,
    submission_id uuid not null,
    round_id      uuid not null,
    was           text not null,
    became        text not null,
    failed        text[] not null,
    reasons       jsonb not null,
    at            timestamptz not null,
    primary key (tenant_id, run_id, submission_id)
);
create index flip_round on campaigns.flip (tenant_id, round_id, run_id);
