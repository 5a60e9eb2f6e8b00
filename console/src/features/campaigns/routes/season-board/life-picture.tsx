import { Button } from '@mantine/core';
import { useState } from 'react';
import { Badge } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import { Icon } from '@/shared/icons/icons';
import { Sideways } from '@/shared/sideways/sideways';
import { TenantLink } from '@/shared/url-state/tenant-link';
import type { Board, BoardStep } from '../../api';
import { useI18n } from '../../i18n';
import { Flow } from './flow';
import classes from './life-picture.module.css';
import { type PhaseMove, PhaseMoveForm } from './phase-move';
import boardClasses from './season-board.module.css';

/** The life of a round from left to right: every step with its count, its rate, what is stuck there and since when. */
export function LifePicture({ board }: { board: Board }) {
  const { t } = useI18n();
  const format = useFormat();
  const [move, setMove] = useState<PhaseMove | null>(null);
  return (
    <section className={boardClasses.panel} aria-label={t('campaigns.board.life', { name: board.name })}>
      <div className={boardClasses.panelHead}>
        <h2>
          {board.campaignName} · {board.name}
        </h2>
        <small className={boardClasses.headEnd}>
          {t('campaigns.board.as_of', { when: format.instant(board.asOf) })} ·{' '}
          {t('campaigns.board.slots', { filled: board.filled, slots: board.places })}
          <TenantLink path={`rounds/${board.id}/war-room`}>{t('campaigns.war.open')}</TenantLink>
          <TenantLink path={`rounds/${board.id}/settings`}>{t('campaigns.edit.open')}</TenantLink>
          <TenantLink path={`rounds/${board.id}/rule`}>{t('campaigns.edit.round_rule')}</TenantLink>
        </small>
      </div>
      <Sideways label={t('campaigns.board.life', { name: board.name })}>
        <ol className={classes.steps}>
          {board.steps.map((step, index) => (
            <StepHead key={step.phase} step={step} number={index + 1} />
          ))}
        </ol>
        <Flow steps={board.steps} />
        <ol className={classes.steps}>
          {board.steps.map((step) => (
            <StepFacts key={step.phase} step={step} round={board.id} onMove={setMove} />
          ))}
        </ol>
      </Sideways>
      <PhaseMoveForm round={board.id} move={move} onClose={() => setMove(null)} />
    </section>
  );
}

function StepHead({ step, number }: { step: BoardStep; number: number }) {
  const { t } = useI18n();
  const format = useFormat();
  return (
    <li className={classes.head} data-state={step.state}>
      <span className={classes.mark}>{step.state === 'done' ? <Icon name="check" size={12} /> : number}</span>
      <div className={classes.names}>
        <b>{t(`campaigns.phase.${step.phase}`)}</b>
        <span className={classes.state}>{t(`campaigns.state.${step.state}`)}</span>
      </div>
      <div className={classes.window}>
        {step.opens && step.closes ? (
          <>
            <span>{format.instant(step.opens)}</span>
            <span>→ {format.instant(step.closes)}</span>
          </>
        ) : (
          <span>{t('campaigns.state.no_window')}</span>
        )}
      </div>
    </li>
  );
}

function StepFacts({ step, round, onMove }: { step: BoardStep; round: string; onMove: (move: PhaseMove) => void }) {
  const { t, pick } = useI18n();
  const format = useFormat();
  const grid = `rounds/${round}/submissions`;
  const quiet = step.state === 'waiting' || step.state === 'skipped';
  const act = step.allowed.includes('close') ? 'close' : step.allowed.includes('open') ? 'open' : null;
  return (
    <li className={classes.facts} data-state={step.state}>
      <div className={classes.count}>
        {step.phase === 'plan' ? (
          format.count(step.count)
        ) : quiet && step.count === 0 ? (
          <span className={classes.nothing}>–</span>
        ) : (
          <TenantLink path={grid} search={{ status: step.filter ?? undefined }}>
            {format.count(step.count)}
            <span className="mq-visually-hidden"> {t(`campaigns.phase.${step.phase}`)}</span>
          </TenantLink>
        )}
      </div>
      <div className={classes.rate}>
        {step.phase === 'plan' && <span>{t('campaigns.board.places', { count: step.count })}</span>}
        {step.of !== null && step.of > 0 && !(quiet && step.count === 0) && (
          <span>{t('campaigns.board.share', { share: format.share(step.count, step.of), of: step.of })}</span>
        )}
        {step.lastHour > 0 && <span>{t('campaigns.board.last_hour', { count: step.lastHour })}</span>}
      </div>
      <div className={classes.stuck}>
        {step.stuck ? (
          <TenantLink
            path={grid}
            search={{ status: step.stuck.filter }}
            title={pick(step.stuck.reason)}
            className={classes.stuckLink}
          >
            <Badge meaning="warn">{t('campaigns.board.stuck', { count: step.stuck.count })}</Badge>
            <span>{t('time.since', { when: format.instant(step.stuck.since) })}</span>
          </TenantLink>
        ) : (
          <span className={classes.clear}>
            {step.waiting > 0
              ? t('campaigns.board.waiting', { count: step.waiting })
              : quiet
                ? ' '
                : t('campaigns.board.nothing_stuck')}
          </span>
        )}
      </div>
      <div className={classes.act}>
        {act && (
          <Button
            size="compact-xs"
            variant={act === 'open' ? 'light' : 'default'}
            onClick={() => onMove({ phase: step.phase, act })}
            aria-label={t(act === 'open' ? 'campaigns.move.open_phase' : 'campaigns.move.close_phase', {
              phase: t(`campaigns.phase.${step.phase}`),
            })}
          >
            {t(act === 'open' ? 'campaigns.move.open' : 'campaigns.move.close')}
          </Button>
        )}
      </div>
    </li>
  );
}
