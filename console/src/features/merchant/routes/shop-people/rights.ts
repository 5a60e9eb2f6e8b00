import type { Right } from '../../api';

/** What can be given or not; seeing belongs to every one of them. */
export const rightsToGive: readonly Right[] = ['submit', 'confirm', 'money'];
