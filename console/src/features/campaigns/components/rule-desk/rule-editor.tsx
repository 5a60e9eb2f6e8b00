import { useQuery } from '@tanstack/react-query';
import { useId, useRef } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { Icon } from '@/shared/icons/icons';
import { type Gate, type RuleLanguage, type RuleProblem, type RuleView, ruleFieldsQuery } from '../../api';
import { useI18n } from '../../i18n';
import classes from './rule.module.css';

interface Props {
  gate: Gate;
  language: RuleLanguage;
  text: string;
  /** What the server could not read; null when it could. */
  error: RuleProblem | null;
  view: RuleView | null;
  onChange: (text: string) => void;
}

/** The text as typed, what the server says about it, what may come next, and the same rule in the other language. */
export function RuleEditor({ gate, language, text, error, view, onChange }: Props) {
  const { t } = useI18n();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const other = language === 'zh' ? 'en' : 'zh';

  /** Puts a phrase where the reading stopped, or where the cursor stands when everything could be read. */
  const insert = (phrase: string) => {
    const at = error?.position ?? area.current?.selectionStart ?? text.length;
    const before = text.slice(0, at);
    // A near miss is what was meant, so it takes the place of what was typed.
    const after = text.slice(at + (error?.near.includes(phrase) ? (error.found ?? '').length : 0));
    const gap = language === 'en' && before !== '' && !/[\s(]$/.test(before) ? ' ' : '';
    const next = `${before}${gap}${phrase}${language === 'en' ? ' ' : ''}`;
    onChange(next + after);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(next.length, next.length);
    });
  };

  return (
    <section className={classes.panel} aria-label={t('campaigns.rule.text')}>
      <label className={classes.label} htmlFor={id}>
        {t(language === 'zh' ? 'campaigns.rule.in_zh' : 'campaigns.rule.in_en')}
      </label>
      <textarea
        ref={area}
        id={id}
        className={classes.text}
        lang={language === 'zh' ? 'zh-CN' : 'en'}
        spellCheck={false}
        rows={Math.max(6, text.split('\n').length + 2)}
        value={text}
        aria-invalid={error !== null && text !== ''}
        aria-describedby={`${id}-state`}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div id={`${id}-state`} className={classes.state} role="status">
        {error && text !== '' ? <Mistake error={error} text={text} /> : null}
        {!error && view && (
          <p className={classes.fine}>
            <Icon name="check" /> {t('campaigns.rule.readable', { count: view.clauses.length })}
          </p>
        )}
        {text === '' && <p className={classes.begin}>{t('campaigns.rule.begin')}</p>}
      </div>
      <NextWords error={error} onPick={insert} />
      <FieldWords gate={gate} language={language} onPick={insert} />
      <h2 className={classes.label}>{t(other === 'zh' ? 'campaigns.rule.in_zh' : 'campaigns.rule.in_en')}</h2>
      <pre className={classes.other} lang={other === 'zh' ? 'zh-CN' : 'en'}>
        {view ? (other === 'zh' ? view.textZh : view.textEn) : t('campaigns.rule.nothing_yet')}
      </pre>
    </section>
  );
}

/** The line where reading stopped, with a mark under the place. */
function Mistake({ error, text }: { error: RuleProblem; text: string }) {
  const { t } = useI18n();
  const position = error.position ?? 0;
  const start = text.lastIndexOf('\n', position - 1) + 1;
  const end = text.indexOf('\n', position);
  const line = text.slice(start, end === -1 ? undefined : end);
  const at = position - start;
  const length = Math.max(1, (error.found ?? '').length);
  return (
    <div className={classes.mistake}>
      <p>
        <Icon name="warn" />{' '}
        {error.line && error.column
          ? error.found
            ? t('campaigns.rule.stopped_at', { line: error.line, column: error.column, found: error.found })
            : t('campaigns.rule.stopped_at_end', { line: error.line, column: error.column })
          : error.message}
      </p>
      <p className={classes.excerpt}>
        {line.slice(0, at)}
        <mark>{line.slice(at, at + length) || '\u00a0\u00a0'}</mark>
        {line.slice(at + length)}
      </p>
    </div>
  );
}

function NextWords({ error, onPick }: { error: RuleProblem | null; onPick: (phrase: string) => void }) {
  const { t } = useI18n();
  const words = [...new Set([...(error?.near ?? []), ...(error?.expected ?? [])])].slice(0, 24);
  return (
    <section className={classes.words} aria-label={t('campaigns.rule.next')}>
      <span className={classes.wordsLabel}>{t('campaigns.rule.next')}</span>
      {words.length === 0 && <span className={classes.wordsNone}>{t('campaigns.rule.next_none')}</span>}
      {words.map((word) => (
        <button
          key={word}
          type="button"
          className={classes.word}
          data-near={error?.near.includes(word) || undefined}
          onClick={() => onPick(word)}
        >
          {word}
        </button>
      ))}
    </section>
  );
}

function FieldWords({
  gate,
  language,
  onPick,
}: {
  gate: Gate;
  language: RuleLanguage;
  onPick: (phrase: string) => void;
}) {
  const { t } = useI18n();
  const { slug } = useTenant();
  const fields = useQuery(ruleFieldsQuery(slug, gate));
  return (
    <details className={classes.fields}>
      <summary>{t('campaigns.rule.fields')}</summary>
      <ul>
        {fields.data?.map((field) => {
          const label = language === 'zh' ? field.labelZh : field.labelEn;
          const unit = language === 'zh' ? field.unitZh : field.unitEn;
          return (
            <li key={field.name}>
              <button type="button" className={classes.word} onClick={() => onPick(label)}>
                {label}
              </button>
              <span>
                {unit} {field.operators.map((op) => (language === 'zh' ? op.textZh : op.textEn)).join(' · ')}
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
