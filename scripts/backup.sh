# backup and restore: what cannot be made again, in one file: the database and the blobs.
#
# An archive is a tar of
#   marquee-backup   what it is: format, PostgreSQL's major version, number of blobs, checksums of the two files below
#   roles            the modules' roles, one a line: they belong to the cluster and are in no dump
#   database         pg_dump's custom format
#   blobs/ab/abcd…   every blob under its SHA-256, which is its own checksum
# Without MARQUEE_DATABASE both commands mean this clone's own installation.

backup_format='marquee-backup 1'
backup_work=

command_backup() {
  [ $# -eq 1 ] || die 2 "usage: ./marquee backup FILE"
  local file
  file=$(caller_path "$1")
  [ ! -e "$file" ] || die 2 "$file is there already; give the name of a new file."
  [ -d "$(dirname "$file")" ] || die 2 "there is no folder $(dirname "$file")."
  open_installation
  backup_work=$(mktemp -d "$(dirname "$file")/.marquee-backup.XXXXXX")
  step "database" dump_database
  # After the dump: a blob is written before the row that names it, and is never removed.
  step "blobs" pack "$file"
  say "Backup of $(wc -l <"$backup_work/blobs") blobs and the database: $file ($(du -h "$file" | cut -f1)). Keep it private."
}

dump_database() {
  local query
  query="select distinct r.rolname from pg_namespace n, aclexplode(n.nspacl) a join pg_roles r on r.oid = a.grantee
    where not r.rolcanlogin order by 1"
  pg pg_dump --format=custom --no-owner --file="$backup_work/database"
  pg psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --command="$query" >"$backup_work/roles"
}

pack() {
  mkdir -p "$installation_data/blobs"
  (cd "$installation_data" && find blobs -type f ! -path 'blobs/incoming/*') | sort >"$backup_work/blobs"
  {
    printf '%s\npostgres %s\nblobs %s\n' "$backup_format" "$(server_major)" "$(wc -l <"$backup_work/blobs")"
    (cd "$backup_work" && sha256sum roles database)
  } >"$backup_work/marquee-backup"
  (umask 077 && tar --create --file="$backup_work/archive" \
    --directory="$backup_work" marquee-backup roles database \
    --directory="$installation_data" --files-from="$backup_work/blobs")
  mv "$backup_work/archive" "$1"
}

command_restore() {
  local file= force=0 word
  for word in "$@"; do
    case $word in
      --force) force=1 ;;
      -*) die 2 "restore does not know '$word'; usage: ./marquee restore FILE [--force]" ;;
      *) [ -z "$file" ] || die 2 "restore takes one file."; file=$word ;;
    esac
  done
  [ -n "$file" ] || die 2 "usage: ./marquee restore FILE [--force]"
  file=$(caller_path "$file")
  [ -f "$file" ] || die 2 "there is no file $file."
  open_installation
  [ "$(one_value "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")" = 0 ] ||
    die 4 "somebody is connected to the database. End the host first: ./marquee down"
  mkdir -p "$installation_data"
  backup_work=$(mktemp -d "$installation_data/.marquee-restore.XXXXXX")
  step "reading the backup" unpack_and_check "$file"
  [ "$force" = 1 ] || is_empty_installation ||
    die 4 "this installation is not empty. With --force everything in its database is replaced by the backup."
  step "blobs" restore_blobs
  step "database" restore_database
  say "Restored. People and keys are those of the backup. ./marquee up starts it."
}

# unpack_and_check FILE: nothing is touched before every byte of the backup has proved to be what was written.
unpack_and_check() {
  local major expected found
  tar --extract --file="$1" --directory="$backup_work" --no-same-owner 2>/dev/null ||
    die 3 "$1 cannot be read as a backup, or it is cut off."
  { read -r found; read -r _ major; read -r _ expected; } <"$backup_work/marquee-backup" 2>/dev/null || true
  [ "${found:-}" = "$backup_format" ] || die 3 "$1 is no backup of this format ('$backup_format')."
  [ "$(server_major)" -ge "$major" ] ||
    die 3 "the backup is of PostgreSQL $major; this server is $(server_major), which cannot read it."
  (cd "$backup_work" && tail -n +4 marquee-backup | sha256sum --check --quiet --strict) >/dev/null 2>&1 ||
    die 3 "the database in $1 is not what was written: its checksum differs."
  mkdir -p "$backup_work/blobs"
  found=$(find "$backup_work/blobs" -type f | wc -l)
  [ "$found" = "$expected" ] || die 3 "$1 should hold $expected blobs and holds $found."
  find "$backup_work/blobs" -type f -printf '%f  %p\n' | sha256sum --check --quiet --strict >/dev/null 2>&1 ||
    [ "$found" = 0 ] || die 3 "a blob in $1 is not what was written: its checksum differs."
}

is_empty_installation() {
  [ "$(one_value "select count(*) from information_schema.schemata where schema_name = 'kernel'")" = 0 ] &&
    [ -z "$(find "$installation_data/blobs" -type f -print -quit 2>/dev/null || true)" ]
}

# Blobs come first, as everywhere: one that nothing names costs only its space.
restore_blobs() {
  local path
  (cd "$backup_work" && find blobs -type f) | while read -r path; do
    mkdir -p "$installation_data/$(dirname "$path")"
    mv -f "$backup_work/$path" "$installation_data/$path"
  done
}

# In one transaction: either everything is the backup's afterwards, or nothing has changed.
restore_database() {
  if ! restore_script 2>"$logs/restore.log" |
    pg psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 >>"$logs/restore.log" 2>&1; then
    say_tail "$logs/restore.log"
    die 1 "the database could not be restored; it is as it was before."
  fi
}

# The last word is only said when everything before it was.
restore_script() {
  printf 'begin;\n' &&
    while read -r role; do role_text "$role" || return 1; done <"$backup_work/roles" &&
    one_value "select format('drop schema %I cascade;', nspname) from pg_namespace
      where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')" &&
    "$(postgres_bin)/pg_restore" --no-owner --file=- "$backup_work/database" &&
    printf 'commit;\n'
}

# role_text NAME: the statement that makes a module's role where it is missing. Names hold only a-z, 0-9 and _.
role_text() {
  [[ $1 =~ ^[a-z0-9_]{1,63}$ ]] || die 3 "the backup names a role '$1', which is no module's."
  cat <<SQL
do \$\$ begin
  if not exists (select from pg_roles where rolname = '$1') then create role "$1" nologin; end if;
  if not pg_has_role(current_user, '$1', 'member') then grant "$1" to current_user; end if;
end \$\$;
SQL
}

# open_installation: whose database and blobs are meant; sets pg_settings and installation_data. This clone's cluster is
# started for the time of the command when it is not up.
open_installation() {
  open_state
  [ -n "$(postgres_bin)" ] || die 3 "PostgreSQL's programs are not installed; ./marquee doctor says what is missing."
  begin_run backup
  before_end_run=remove_backup_work
  if [ -n "${MARQUEE_DATABASE:-}" ]; then
    [ -n "${MARQUEE_DATA_DIR:-}" ] || die 2 "MARQUEE_DATABASE is set and MARQUEE_DATA_DIR is not: both name the installation."
    installation_data=$MARQUEE_DATA_DIR
    read_connection "$MARQUEE_DATABASE"
    return 0
  fi
  installation_data=$state/data
  if ! cluster_is_up "$(home_cluster)"; then
    note_in_run stop-cluster "$(home_cluster)"
    step "PostgreSQL" start_home_cluster
  fi
  read_connection "$(connection "$(home_cluster)" marquee)"
}

remove_backup_work() { [ -z "$backup_work" ] || rm -rf "$backup_work"; }

# read_connection STRING: an Npgsql connection string as libpq's environment.
read_connection() {
  local parts part key value
  pg_settings=()
  IFS=';' read -ra parts <<<"$1"
  for part in "${parts[@]}"; do
    key=${part%%=*}
    key=${key,,}
    value=${part#*=}
    case ${key// /} in
      host | server) pg_settings+=("PGHOST=$value") ;;
      port) pg_settings+=("PGPORT=$value") ;;
      username | userid | user) pg_settings+=("PGUSER=$value") ;;
      password) pg_settings+=("PGPASSWORD=$value") ;;
      database) pg_settings+=("PGDATABASE=$value") ;;
      sslmode) value=${value,,}; value=${value/verifyca/verify-ca}; pg_settings+=("PGSSLMODE=${value/verifyfull/verify-full}") ;;
    esac
  done
}

# pg PROGRAM ARGUMENTS...: one of PostgreSQL's programs, connected to the installation's database.
pg() {
  local program=$1
  shift
  env "${pg_settings[@]}" "$(postgres_bin)/$program" "$@"
}

one_value() {
  pg psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --command="$1"
}

server_major() {
  local number
  number=$(one_value 'show server_version_num')
  printf '%s' $((number / 10000))
}

# caller_path PATH: as it is meant where the command was called.
caller_path() {
  case $1 in /*) printf '%s' "$1" ;; *) printf '%s/%s' "$caller_dir" "$1" ;; esac
}
