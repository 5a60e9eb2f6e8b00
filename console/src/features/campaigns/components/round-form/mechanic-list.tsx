import { Button, Menu, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTenant } from '@/shared/api/tenant';
import { Icon } from '@/shared/icons/icons';
import { defaultsOf } from '@/shared/schema-form/field-schema';
import { SchemaForm } from '@/shared/schema-form/schema-form';
import { Refusal } from '@/shared/states/states';
import { mechanicKindsQuery } from '../../api';
import { useI18n } from '../../i18n';
import { type MechanicDraft, nextKey } from './round-draft';
import classes from './round-form.module.css';

interface Props {
  mechanics: readonly MechanicDraft[];
  errors: Record<string, string>;
  /** Nothing may be changed. */
  closed?: boolean;
  onChange: (mechanics: MechanicDraft[]) => void;
}

/** What happens to prices and benefits while the round is live: any kind the server knows, by its own form. */
export function MechanicList({ mechanics, errors, closed = false, onChange }: Props) {
  const { t, pick } = useI18n();
  const { slug } = useTenant();
  const kinds = useQuery(mechanicKindsQuery(slug));
  const add = (name: string) => {
    const kind = kinds.data?.find((candidate) => candidate.name === name);
    if (kind === undefined) return;
    onChange([...mechanics, { key: nextKey(mechanics), kind: name, spec: defaultsOf(kind.fields) }]);
  };
  return (
    <Stack gap={12}>
      {mechanics.map((mechanic, index) => {
        const kind = kinds.data?.find(({ name }) => name === mechanic.kind);
        const prefix = `mechanics[${index}].spec.`;
        const own = Object.entries(errors).filter(([path]) => path.startsWith(prefix));
        return (
          <section key={mechanic.key} className={classes.mechanic} aria-label={kind ? pick(kind.label) : mechanic.kind}>
            <div className={classes.mechanicHead}>
              <div>
                <b>{kind ? pick(kind.label) : mechanic.kind}</b>
                {kind && <div className={classes.what}>{pick(kind.summary)}</div>}
              </div>
              <Button
                variant="default"
                disabled={closed}
                onClick={() => onChange(mechanics.filter(({ key }) => key !== mechanic.key))}
              >
                {t('campaigns.round.remove')}
              </Button>
            </div>
            <fieldset className={classes.plain} disabled={closed}>
              <SchemaForm
                fields={kind?.fields ?? []}
                value={mechanic.spec}
                errors={Object.fromEntries(own.map(([path, text]) => [path.slice(prefix.length), text]))}
                onChange={(spec) =>
                  onChange(mechanics.map((other) => (other.key === mechanic.key ? { ...other, spec } : other)))
                }
              />
            </fieldset>
          </section>
        );
      })}
      <Refusal error={kinds.error} />
      <div>
        <Menu>
          <Menu.Target>
            <Button variant="default" leftSection={<Icon name="plus" />} disabled={closed || !kinds.data?.length}>
              {t('campaigns.round.add_mechanic')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {kinds.data?.map((kind) => (
              <Menu.Item key={kind.name} onClick={() => add(kind.name)}>
                {pick(kind.label)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
    </Stack>
  );
}
