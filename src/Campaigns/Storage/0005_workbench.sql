-- What merchants see before they submit, and what they sign.

-- What the rules of a round say of an item of a shop as it stands, with a plan that offers it as it is. Derived: a check writes it anew.
create table campaigns.candidate (
    tenant_id     uuid not null,
    round_id      uuid not null,
    item_no       int not null,
    merchant_no   int not null,
    item_id       text not null,
    title         text not null,
    category      text,
    main_image    text,
    outcome       text not null check (outcome in ('pass', 'fail', 'unknown')),
    gate_merchant text not null check (gate_merchant in ('pass', 'fail', 'unknown')),
    gate_item     text not null check (gate_item in ('pass', 'fail', 'unknown')),
    gate_sku      text not null check (gate_sku in ('pass', 'fail', 'unknown')),
    -- Whether a change of price, stock or funding alone lets it pass; then it is in the detail, and was judged again.
    changeable    boolean not null,
    detail        jsonb not null,
    pieces        bigint,
    revenue_minor bigint,
    cost_minor    bigint,
    run_id        uuid not null,
    primary key (tenant_id, round_id, item_no),
    foreign key (tenant_id, round_id) references campaigns.round (tenant_id, id)
);
create index candidate_shop on campaigns.candidate (tenant_id, round_id, merchant_no, item_no);

-- The latest check of a shop's items against a round; rules are the hashes it was judged by.
create table campaigns.shop_check (
    tenant_id   uuid not null,
    round_id    uuid not null,
    merchant_no int not null,
    run_id      uuid not null,
    rules       text[] not null,
    started_at  timestamptz not null,
    primary key (tenant_id, round_id, merchant_no),
    foreign key (tenant_id, round_id) references campaigns.round (tenant_id, id)
);

-- What a merchant has to agree to before it may take part; a new version has to be signed again.
create table campaigns.agreement (
    tenant_id    uuid not null,
    code         text not null check (code ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
    version      int not null check (version > 0),
    title        jsonb not null,
    body         jsonb not null,
    published_at timestamptz not null,
    published_by text not null,
    primary key (tenant_id, code, version)
);

create table campaigns.agreement_signature (
    tenant_id   uuid not null,
    code        text not null,
    version     int not null,
    merchant_no int not null,
    signed_at   timestamptz not null,
    signed_by   text not null,
    primary key (tenant_id, code, version, merchant_no),
    foreign key (tenant_id, code, version) references campaigns.agreement (tenant_id, code, version)
);
create index agreement_signature_shop on campaigns.agreement_signature (tenant_id, merchant_no);

-- A sheet that a shop uploaded: its bytes are a blob, its rows stand beside until newer sheets take their place.
create table campaigns.sheet (
    tenant_id   uuid not null,
    id          uuid not null,
    round_id    uuid not null,
    merchant_id text not null,
    name        text not null,
    format      text not null check (format in ('csv', 'xlsx')),
    blob        text not null,
    bytes       bigint not null,
    run_id      uuid,
    header      jsonb,
    row_count   int not null default 0,
    -- Why the file was refused as a whole, in both languages.
    refusal     jsonb,
    actor_kind  text not null,
    actor_id    text not null,
    actor_name  text not null,
    created_at  timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, round_id) references campaigns.round (tenant_id, id)
);
create index sheet_shop on campaigns.sheet (tenant_id, merchant_id, id);

-- lead is the first row of the row's item: the rows of one item are one plan, wherever they stand.
create table campaigns.sheet_row (
    tenant_id uuid not null,
    sheet_id  uuid not null,
    row_no    int not null,
    lead      int not null,
    item      text not null,
    cells     text[] not null,
    result    text check (result in ('submitted', 'unchanged', 'refused', 'wrong', 'skipped')),
    said      jsonb,
    change    jsonb,
    primary key (tenant_id, sheet_id, row_no),
    foreign key (tenant_id, sheet_id) references campaigns.sheet (tenant_id, id) on delete cascade
);
create index sheet_row_lead on campaigns.sheet_row (tenant_id, sheet_id, lead);
