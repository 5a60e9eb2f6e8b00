-- The catalogue. Dense numbers begin at 1 and are never reused; external ids are unique per tenant and the only ones on the
-- wire. There are no foreign keys between the large tables: numbers are resolved before rows are written, in bulk, and the
-- check of ten million references one by one would cost more than the load.

create table catalog.id_block (
    tenant_id uuid not null,
    kind      text not null check (kind in ('merchant', 'category', 'product', 'item', 'sku', 'shopper')),
    next_no   int not null check (next_no > 0),
    primary key (tenant_id, kind)
);

create table catalog.merchant (
    tenant_id        uuid not null,
    merchant_no      int not null check (merchant_no > 0),
    external_id      text not null check (length(external_id) between 1 and 128),
    name             text not null,
    region           text,
    score_hundredths int check (score_hundredths between 0 and 1000),
    standing         text not null check (standing in ('good', 'probation', 'suspended')),
    licences         text[] not null default '{}',
    breach_count     int check (breach_count >= 0),
    deposit_minor    bigint check (deposit_minor >= 0),
    derived          text[],
    row_hash         uuid,
    version          int not null default 1,
    updated_at       timestamptz not null,
    primary key (tenant_id, merchant_no),
    unique (tenant_id, external_id)
);

create table catalog.category (
    tenant_id   uuid not null,
    category_no int not null check (category_no > 0),
    code        text not null check (length(code) between 1 and 200),
    name_zh     text,
    name_en     text,
    row_hash    uuid,
    primary key (tenant_id, category_no),
    unique (tenant_id, code)
);

create table catalog.product (
    tenant_id   uuid not null,
    product_no  int not null check (product_no > 0),
    external_id text not null check (length(external_id) between 1 and 128),
    primary key (tenant_id, product_no),
    unique (tenant_id, external_id)
);

-- row_hash: what the last file said about the row. An edit leaves it, so the file speaks again only when it says something new.
create table catalog.item (
    tenant_id   uuid not null,
    item_no     int not null check (item_no > 0),
    external_id text not null check (length(external_id) between 1 and 128),
    merchant_no int not null,
    product_no  int,
    title       text not null check (length(title) between 1 and 500),
    category    text,
    listed      boolean not null,
    main_image  text check (main_image ~ '^[0-9a-f]{64}$'),
    photo_count int check (photo_count >= 0),
    weight_g    int check (weight_g >= 0),
    row_hash    uuid,
    version     int not null default 1,
    updated_at  timestamptz not null,
    primary key (tenant_id, item_no),
    unique (tenant_id, external_id)
);
create index item_merchant on catalog.item (tenant_id, merchant_no, item_no);
create index item_category on catalog.item (tenant_id, category text_pattern_ops, item_no);

create table catalog.sku (
    tenant_id   uuid not null,
    sku_no      int not null check (sku_no > 0),
    external_id text not null check (length(external_id) between 1 and 128),
    item_no     int not null,
    spec        text not null default '',
    is_main     boolean not null,
    sold_30d    bigint check (sold_30d >= 0),
    derived     text[],
    row_hash    uuid,
    updated_at  timestamptz not null,
    primary key (tenant_id, sku_no),
    unique (tenant_id, external_id)
);
create index sku_item on catalog.sku (tenant_id, item_no, sku_no);
create unique index sku_main on catalog.sku (tenant_id, item_no) where is_main;

-- The present prices. A price that gives way moves into catalog.price.
create table catalog.price_now (
    tenant_id       uuid not null,
    sku_no          int not null,
    scene           text not null,
    reference_minor bigint check (reference_minor > 0),
    reference_since timestamptz,
    daily_minor     bigint check (daily_minor > 0),
    daily_since     timestamptz,
    primary key (tenant_id, sku_no, scene),
    check ((reference_minor is null) = (reference_since is null)),
    check ((daily_minor is null) = (daily_since is null))
);

-- Points of the history: from that instant on this price stood, until the next point; null: none stood any more.
create table catalog.price (
    tenant_id uuid not null,
    sku_no    int not null,
    kind      text not null check (kind in ('reference', 'daily', 'activity', 'transacted')),
    scene     text not null,
    at        timestamptz not null,
    minor     bigint check (minor > 0),
    source    text not null,
    derived   boolean not null default false,
    import_id uuid,
    primary key (tenant_id, sku_no, kind, scene, at)
);

-- told: what the marketplace said last. Only another number changes the level: sales in between are not undone by a file that
-- repeats itself.
create table catalog.stock (
    tenant_id uuid not null,
    sku_no    int not null,
    on_hand   bigint not null check (on_hand >= 0),
    reserved  bigint not null default 0 check (reserved >= 0),
    told      bigint,
    primary key (tenant_id, sku_no),
    check (reserved <= on_hand)
) with (fillfactor = 80);

create table catalog.stock_request (
    tenant_id   uuid not null,
    request_key text not null check (length(request_key) between 1 and 200),
    status      text not null check (status in ('reserved', 'confirmed', 'released')),
    sku_nos     int[] not null,
    units       bigint[] not null,
    created_at  timestamptz not null,
    changed_at  timestamptz not null,
    primary key (tenant_id, request_key),
    check (cardinality(sku_nos) = cardinality(units))
);

create table catalog.asset (
    tenant_id  uuid not null,
    sha256     text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
    bytes      bigint not null,
    width      int not null check (width > 0),
    height     int not null check (height > 0),
    name       text not null,
    created_at timestamptz not null,
    primary key (tenant_id, sha256)
);

create table catalog.shopper (
    tenant_id     uuid not null,
    shopper_no    int not null check (shopper_no > 0),
    external_id   text not null check (length(external_id) between 1 and 128),
    name          text,
    region        text,
    registered_at timestamptz,
    row_hash      uuid,
    primary key (tenant_id, shopper_no),
    unique (tenant_id, external_id)
);

-- Ranges of dense numbers that changed. Numbered without gaps under a lock per tenant, so they become visible in order.
create table catalog.change_head (
    tenant_id uuid primary key,
    last_seq  bigint not null
);
create table catalog.change_log (
    tenant_id uuid not null,
    seq       bigint not null,
    entity    text not null check (entity in ('merchant', 'item')),
    first_no  int not null,
    last_no   int not null,
    at        timestamptz not null,
    primary key (tenant_id, seq),
    check (first_no <= last_no)
);

create table catalog.import (
    tenant_id      uuid not null,
    import_id      uuid not null,
    kind           text not null,
    format         text not null check (format in ('csv', 'ndjson')),
    name           text not null,
    blob           text not null,
    bytes          bigint not null,
    status         text not null check (status in ('queued', 'running', 'cancelling', 'cancelled', 'done', 'failed')),
    started_by     text not null,
    created_at     timestamptz not null,
    started_at     timestamptz,
    finished_at    timestamptz,
    -- Where the next row begins; moves in the transaction of the rows before it.
    next_byte      bigint not null default 0,
    next_line      bigint not null default 1,
    rows_created   bigint not null default 0,
    rows_updated   bigint not null default 0,
    rows_unchanged bigint not null default 0,
    rows_refused   bigint not null default 0,
    derived        jsonb not null default '{}',
    -- Wall clock spent on it: a tenant's clock says nothing about speed.
    work_ms        bigint not null default 0,
    -- Of a file that cannot be read as a whole: what stands there and what would be accepted.
    error_value    text,
    error_accepted text,
    error_code     text,
    error_message  text,
    primary key (tenant_id, import_id)
);

create table catalog.import_error (
    tenant_id   uuid not null,
    import_id   uuid not null,
    line        bigint not null,
    no          int not null,
    column_name text,
    code        text not null,
    value       text,
    detail      text,
    raw         text not null,
    primary key (tenant_id, import_id, line, no)
);

-- Which rows a running import has met, as ranges of dense numbers: a second row for one of them is refused, also after a
-- restart. Gone when the import ends.
create table catalog.import_seen (
    tenant_id  uuid not null,
    import_id  uuid not null,
    next_byte  bigint not null,
    rows_seen  int4multirange not null,
    items_seen int4multirange not null,
    primary key (tenant_id, import_id, next_byte)
);
