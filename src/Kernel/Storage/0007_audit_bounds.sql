-- Whose the thing is that something was done to, and its category: whoever is bounded sees only what lies within.
alter table kernel.audit
    add column merchant text,
    add column category text;
