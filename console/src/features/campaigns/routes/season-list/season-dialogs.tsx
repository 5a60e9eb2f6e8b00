import { lazyDialog } from '@/shared/lazy/lazy-dialog';

/** The dialogs of seasons bring the calendar along, which the lists themselves do not need. */
export const SeasonForm = lazyDialog(async () => (await import('./season-form')).SeasonForm);

export const TemplateStart = lazyDialog(async () => (await import('./template-start')).TemplateStart);

export const SeasonCloneForm = lazyDialog(async () => (await import('./season-clone-form')).SeasonCloneForm);
