-- Who signs in with an account that is kept elsewhere.

-- Such a person needs no password here.
alter table kernel.principal alter column password_hash drop not null;

-- An account at a provider. Without a principal it is somebody who knocked and whom nobody linked.
create table kernel.identity (
    identity_id    uuid primary key,
    issuer         text not null check (length(issuer) between 1 and 200),
    subject        text not null check (length(subject) between 1 and 255),
    principal_id   uuid references kernel.principal,
    email          text check (length(email) between 1 and 254),
    email_verified boolean not null default false,
    display        text check (length(display) between 1 and 100),
    linked_by      text,
    linked_at      timestamptz,
    seen_at        timestamptz,
    created_at     timestamptz not null,
    unique (issuer, subject),
    check ((principal_id is null) = (linked_at is null) and (principal_id is null) = (linked_by is null))
);
create index identity_principal on kernel.identity (principal_id) where principal_id is not null;
create index identity_unlinked on kernel.identity (created_at) where principal_id is null;
