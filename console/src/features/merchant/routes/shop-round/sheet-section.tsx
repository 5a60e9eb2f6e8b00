import { Button, FileInput, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAct } from '@/shared/api/use-act';
import { Badge, type Meaning } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import { Icon } from '@/shared/icons/icons';
import { FailureState, Refusal } from '@/shared/states/states';
import { merchantKeys, resultAddress, type Sheet, sheetsQuery, templateAddress, uploadSheet } from '../../api';
import classes from '../../components/shop.module.css';
import { useShop } from '../../components/use-shop';
import { useI18n } from '../../i18n';

const meanings: Record<Sheet['status'], Meaning> = {
  queued: 'neutral',
  running: 'info',
  cancelling: 'warn',
  cancelled: 'neutral',
  done: 'good',
  failed: 'bad',
};

const counts = ['submitted', 'unchanged', 'refused', 'wrong', 'skipped'] as const;

/** By sheet: a template down, the filled-in file up, the same file back with a result in every row. */
export function SheetSection({ round }: { round: string }) {
  const { t, language } = useI18n();
  const { tenant, shop } = useShop();
  const [file, setFile] = useState<File | null>(null);
  const sheets = useQuery(sheetsQuery(tenant, shop, round));
  const upload = useAct({
    act: (chosen: File, key) => uploadSheet(tenant, shop, round, chosen, key),
    invalidates: merchantKeys.all(tenant, shop),
    onDone: () => setFile(null),
  });
  return (
    <section className={classes.section} aria-label={t('merchant.sheet.title')}>
      <h2>{t('merchant.sheet.title')}</h2>
      <p className={classes.formula}>{t('merchant.sheet.text')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (file) upload.mutate(file);
        }}
      >
        <Group gap={8} align="flex-end">
          {(['xlsx', 'csv'] as const).map((format) => (
            <Button
              key={format}
              component="a"
              variant="default"
              leftSection={<Icon name="imports" />}
              href={templateAddress(tenant, shop, round, format, language)}
              download
            >
              {t(`merchant.sheet.template_${format}`)}
            </Button>
          ))}
          <FileInput
            w={280}
            placeholder={t('merchant.sheet.choose')}
            accept=".csv,.xlsx"
            leftSection={<Icon name="file" />}
            value={file}
            onChange={setFile}
          />
          <Button type="submit" disabled={file === null} loading={upload.isPending}>
            {t('merchant.sheet.sent')}
          </Button>
        </Group>
      </form>
      <Refusal error={upload.error} />
      {sheets.isError ? (
        <FailureState error={sheets.error} onRetry={() => void sheets.refetch()} />
      ) : sheets.data?.items.length === 0 ? (
        <p className={classes.quiet}>{t('merchant.sheet.none')}</p>
      ) : (
        <ul className={classes.list}>
          {sheets.data?.items.map((sheet) => (
            <SheetLine key={sheet.id} sheet={sheet} />
          ))}
        </ul>
      )}
    </section>
  );
}

function SheetLine({ sheet }: { sheet: Sheet }) {
  const { t, pick, language } = useI18n();
  const format = useFormat();
  const { tenant, shop } = useShop();
  const toFix = (sheet.counts.refused ?? 0) + (sheet.counts.wrong ?? 0);
  return (
    <li>
      <span className={classes.grow}>
        <b>{sheet.name}</b>{' '}
        <span className={classes.muted}>
          {format.instant(sheet.createdAt)} · {sheet.by}
        </span>
        {sheet.refusal && <span className={classes.bad}> {pick(sheet.refusal)}</span>}
      </span>
      <Badge meaning={meanings[sheet.status]}>{t(`merchant.sheet.status.${sheet.status}`)}</Badge>
      {sheet.status === 'running' || sheet.status === 'queued' ? (
        <span className={classes.rowActions}>
          <progress
            className={classes.progress}
            max={Math.max(1, sheet.rows)}
            value={sheet.done}
            aria-label={t('merchant.sheet.progress_of', { name: sheet.name })}
          />
          <span className={classes.muted}>{t('merchant.sheet.progress', { done: sheet.done, total: sheet.rows })}</span>
        </span>
      ) : (
        <span className={classes.muted}>
          {counts
            .filter((name) => (sheet.counts[name] ?? 0) > 0)
            .map((name) => t(`merchant.sheet.count.${name}`, { count: sheet.counts[name] ?? 0 }))
            .join(' · ')}
        </span>
      )}
      {sheet.status === 'done' && (
        <span className={classes.rowActions}>
          <a href={resultAddress(tenant, shop, sheet.id, 'all', language)} download>
            {t('merchant.sheet.result')}
          </a>
          {toFix > 0 && (
            <a href={resultAddress(tenant, shop, sheet.id, 'fix', language)} download>
              {t('merchant.sheet.fix', { count: toFix })}
            </a>
          )}
        </span>
      )}
    </li>
  );
}
