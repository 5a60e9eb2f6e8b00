-- A page is a line of revisions; at most one of them is what shoppers see. Revisions never change.

create table venues.page (
    tenant_id     uuid not null,
    page_id       uuid not null,
    slug          text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
    head_revision int not null check (head_revision >= 1),
    live_revision int check (live_revision between 1 and head_revision),
    published_at  timestamptz,
    created_at    timestamptz not null,
    primary key (tenant_id, page_id),
    unique (tenant_id, slug),
    check ((live_revision is null) = (published_at is null))
);

create table venues.page_revision (
    tenant_id uuid not null,
    page_id   uuid not null,
    revision  int not null check (revision >= 1),
    document  jsonb not null,
    sha256    text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    saved_by  text not null,
    saved_at  timestamptz not null,
    primary key (tenant_id, page_id, revision),
    foreign key (tenant_id, page_id) references venues.page
);
