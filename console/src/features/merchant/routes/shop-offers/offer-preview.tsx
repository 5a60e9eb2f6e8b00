import type { components } from '@/shared/api/schema';
import classes from '../../components/shop.module.css';
import { useI18n } from '../../i18n';

/** What shoppers will read, in both languages; nothing until the form holds enough to say it. */
export function OfferPreview({ preview }: { preview: components['schemas']['MakeShopOfferPreviewView'] | undefined }) {
  const { t } = useI18n();
  return (
    <section aria-label={t('merchant.offers.preview')} aria-live="polite" className={classes.card}>
      <h3>{t('merchant.offers.preview')}</h3>
      {preview?.reads ? (
        <>
          <p lang="zh-CN">{preview.reads['zh-CN']}</p>
          <p lang="en">{preview.reads.en}</p>
          {preview.refused.length === 0 && <p className={classes.muted}>{t('merchant.offers.within')}</p>}
        </>
      ) : (
        <p className={classes.muted}>{t('merchant.offers.preview_later')}</p>
      )}
    </section>
  );
}
