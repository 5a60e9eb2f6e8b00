import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { useFormat } from '@/shared/format/use-format';
import { SidePanel } from '@/shared/side-panel/side-panel';
import { FailureState, Refusal } from '@/shared/states/states';
import { cancelImport, catalogKeys, errorFileAddress, type ImportView, importErrorsQuery } from '../../api';
import { useI18n } from '../../i18n';
import { ImportProgress, ImportState } from './import-progress';
import classes from './imports.module.css';

const counts = ['read', 'created', 'updated', 'unchanged', 'refused'] as const;

interface Props {
  id: string | undefined;
  /** The row of the list, which is kept fresh while something moves. */
  known: ImportView | undefined;
  onClose: () => void;
}

export function ImportPanel({ id, known, onClose }: Props) {
  return (
    <SidePanel opened={id !== undefined && known !== undefined} onClose={onClose} title={known?.name ?? ''}>
      {known && <Details row={known} />}
    </SidePanel>
  );
}

function Details({ row }: { row: ImportView }) {
  const { t, pick } = useI18n();
  const format = useFormat();
  const { slug } = useTenant();
  const cancel = useAct({
    act: (id: string, key) => cancelImport(slug, id, key),
    invalidates: catalogKeys.all(slug),
  });
  return (
    <div className={classes.panel}>
      <Group gap={8}>
        <ImportState row={row} />
        <span className={classes.muted}>
          {format.bytes(row.bytes)} · {row.by} · {format.instant(row.createdAt)}
        </span>
      </Group>
      <ImportProgress row={row} />
      <dl className={classes.counts}>
        {counts.map((name) => (
          <div key={name}>
            <dt>{t(`catalog.import.${name}`)}</dt>
            <dd>{format.count(row.rows[name])}</dd>
          </div>
        ))}
      </dl>
      {row.error && <p role="alert">{pick(row.error.texts)}</p>}
      {(row.status === 'running' || row.status === 'queued') && (
        <div>
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(row.id)}>
            {t('catalog.import.cancel')}
          </Button>
          <p className={classes.muted}>{t('catalog.import.cancel_effect')}</p>
        </div>
      )}
      <Refusal error={cancel.error} />
      {row.rows.refused > 0 && <Errors row={row} />}
    </div>
  );
}

function Errors({ row }: { row: ImportView }) {
  const { t, pick } = useI18n();
  const { slug } = useTenant();
  const errors = useQuery(importErrorsQuery(slug, row.id));
  return (
    <>
      <Group justify="space-between">
        <h3>{t('catalog.import.errors', { count: row.rows.refused })}</h3>
        <Button component="a" variant="default" href={errorFileAddress(slug, row.id)} download>
          {t('catalog.import.error_file')}
        </Button>
      </Group>
      {errors.isError && <FailureState error={errors.error} onRetry={() => void errors.refetch()} />}
      <ol className={classes.errors}>
        {errors.data?.items.map((error) => (
          <li key={`${error.line}${error.column ?? ''}${error.code}`}>
            <span className={classes.muted}>{t('catalog.import.line', { line: error.line })}</span>
            <span>
              {error.column && <code>{error.column} </code>}
              {pick(error.text)}
              {error.value && (
                <>
                  {' '}
                  <code>{error.value}</code>
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
      {errors.data?.next && <p className={classes.muted}>{t('catalog.import.more_errors')}</p>}
    </>
  );
}
