-- The campaign tree: season, campaign, round with its phases, slots and mechanics; rules of nodes; who did what.

create table campaigns.season (
    tenant_id  uuid not null,
    id         uuid not null,
    name       text not null check (length(name) between 1 and 100),
    opens      timestamptz not null,
    closes     timestamptz not null,
    revision   int not null default 1,
    created_at timestamptz not null,
    primary key (tenant_id, id),
    check (opens < closes)
);

create table campaigns.campaign (
    tenant_id    uuid not null,
    id           uuid not null,
    season_id    uuid not null,
    name         text not null check (length(name) between 1 and 100),
    type         text not null,
    status       text not null check (status in ('draft', 'published')),
    revision     int not null default 1,
    created_at   timestamptz not null,
    published_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, season_id) references campaigns.season (tenant_id, id)
);
create index campaign_season on campaigns.campaign (tenant_id, season_id, id);

-- next_change_at: the next instant at which a phase opens or closes that nobody has noticed yet; null when there is none.
create table campaigns.round (
    tenant_id      uuid not null,
    id             uuid not null,
    campaign_id    uuid not null,
    name           text not null check (length(name) between 1 and 100),
    exit_policy    jsonb not null,
    revision       int not null default 1,
    created_at     timestamptz not null,
    next_change_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, campaign_id) references campaigns.campaign (tenant_id, id)
);
create index round_campaign on campaigns.round (tenant_id, campaign_id, id);
create index round_due on campaigns.round (tenant_id, next_change_at) where next_change_at is not null;

-- opens and closes are what holds; scheduled_* is what was planned. noticed is the state that was acted upon and announced.
create table campaigns.phase (
    tenant_id        uuid not null,
    round_id         uuid not null,
    phase            text not null check (phase in
                     ('plan', 'enroll', 'review', 'schedule', 'confirm', 'warm_up', 'live', 'settle')),
    scheduled_opens  timestamptz not null,
    scheduled_closes timestamptz not null,
    opens            timestamptz not null,
    closes           timestamptz not null,
    noticed          text not null check (noticed in ('waiting', 'open', 'done', 'skipped')),
    primary key (tenant_id, round_id, phase),
    foreign key (tenant_id, round_id) references campaigns.round (tenant_id, id),
    check (scheduled_opens < scheduled_closes),
    check (opens <= closes)
);
create index phase_live on campaigns.phase (tenant_id, opens, closes) where phase = 'live';

create table campaigns.slot (
    tenant_id uuid not null,
    id        uuid not null,
    round_id  uuid not null,
    name      text not null check (length(name) between 1 and 100),
    position  int not null check (position > 0),
    capacity  int not null check (capacity > 0),
    filled    int not null default 0,
    primary key (tenant_id, id),
    unique (tenant_id, round_id, position),
    unique (tenant_id, round_id, name),
    foreign key (tenant_id, round_id) references campaigns.round (tenant_id, id),
    check (filled between 0 and capacity)
);

create table campaigns.slot_quota (
    tenant_id uuid not null,
    slot_id   uuid not null,
    category  text not null,
    at_most   int not null check (at_most >= 0),
    filled    int not null default 0,
    primary key (tenant_id, slot_id, category),
    foreign key (tenant_id, slot_id) references campaigns.slot (tenant_id, id),
    check (filled between 0 and at_most)
);

create table campaigns.mechanic (
    tenant_id uuid not null,
    id        uuid not null,
    round_id  uuid not null,
    position  int not null,
    kind      text not null,
    spec      jsonb not null,
    primary key (tenant_id, id),
    unique (tenant_id, round_id, position),
    foreign key (tenant_id, round_id) references campaigns.round (tenant_id, id)
);

-- What is being written for a node's gate; executed by nobody.
create table campaigns.rule_draft (
    tenant_id uuid not null,
    node      text not null check (node in ('season', 'campaign', 'round')),
    node_id   uuid not null,
    gate      text not null check (gate in ('merchant', 'item', 'sku')),
    rule_json text not null,
    saved_at  timestamptz not null,
    saved_by  text not null,
    primary key (tenant_id, node, node_id, gate)
);

-- What is executed. Rows are never changed: a new publication of a node is a new version.
create table campaigns.rule_publication (
    tenant_id    uuid not null,
    node         text not null check (node in ('season', 'campaign', 'round')),
    node_id      uuid not null,
    version      int not null check (version > 0),
    sha256       text not null,
    published_at timestamptz not null,
    published_by text not null,
    primary key (tenant_id, node, node_id, version)
);

create table campaigns.published_gate (
    tenant_id      uuid not null,
    node           text not null,
    node_id        uuid not null,
    version        int not null,
    gate           text not null check (gate in ('merchant', 'item', 'sku')),
    canonical_json text not null,
    sha256         text not null check (sha256 = encode(sha256(convert_to(canonical_json, 'UTF8')), 'hex')),
    text_zh        text not null,
    text_en        text not null,
    labels         jsonb not null,
    seal           text not null,
    primary key (tenant_id, node, node_id, version, gate),
    foreign key (tenant_id, node, node_id, version) references campaigns.rule_publication (tenant_id, node, node_id, version)
);

-- What happened to a round (submission_id null) or to a submission, for people: the audit is Kernel's.
create table campaigns.history (
    tenant_id     uuid not null,
    id            uuid not null,
    round_id      uuid not null,
    submission_id uuid,
    at            timestamptz not null,
    actor_id      text not null,
    actor_name    text not null,
    action        text not null,
    note          text,
    primary key (tenant_id, id)
);
create index history_submission on campaigns.history (tenant_id, submission_id, id) where submission_id is not null;
create index history_round on campaigns.history (tenant_id, round_id, id) where submission_id is null;
