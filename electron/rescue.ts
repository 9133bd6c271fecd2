import { app, dialog } from 'electron';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { backupFolder } from './backup/backup-files.ts';
import { newestGoodBackup, restoreBackup } from './backup/restore-files.ts';
import { iso, wallClock } from './clock.ts';
import { isRefusal, type Refusal } from './refusal.ts';
import { openSite, type OpenOptions, type OpenSite } from './site-file.ts';
import { formatFor, translator, type Language } from './texts.ts';

/**
 * Opens the site; where that is refused, says why before there is a window, and offers what helps: the newest good
 * backup, another site, or leaving. Null when the person leaves. The refused file stays as it is, or is kept aside.
 */
export async function openOrRescue(file: string, options: OpenOptions): Promise<OpenSite | null> {
  let wanted = file;
  for (;;) {
    const site = openSite(wanted, options);
    if (!isRefusal(site)) return site;
    const next = await ask(wanted, site);
    if (next === null) return null;
    wanted = next;
  }
}

/** The file to try next: the same one restored, or another; null to leave. */
async function ask(file: string, refusal: Refusal): Promise<string | null> {
  const language = languageOf(app.getLocale());
  const t = translator(language);
  const now = iso(wallClock.nowMs());
  const folder = backupFolder(file);
  const lost = refusal.refused === 'siteDamaged' || refusal.refused === 'notASiteFile';
  const newest = lost ? newestGoodBackup(folder, now) : null;
  const backup = newest !== null && !isRefusal(newest) ? newest : null;
  const facts = Object.fromEntries(
    Object.entries(refusal.facts).map(([name, value]) => [name, String(value)]),
  );
  const choices: readonly (readonly [what: 'restore' | 'another' | 'quit', label: string])[] = [
    ...(backup
      ? ([['restore', t('rescue.restore', { at: formatFor(language).dateTime(backup.at) })]] as const)
      : []),
    ['another', t('rescue.another')],
    ['quit', t('rescue.quit')],
  ];
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Tocsin',
    message: t('rescue.title'),
    detail: [
      t(`refusal.${refusal.refused}`, facts),
      ...(lost ? [backup ? t('rescue.kept') : t('rescue.noBackup', { folder })] : []),
      file,
    ].join('\n\n'),
    buttons: choices.map(([, label]) => label),
    defaultId: 0,
    cancelId: choices.length - 1,
    noLink: true,
  });
  const chosen = choices[response]?.[0] ?? 'quit';
  if (chosen === 'quit') return null;
  if (chosen === 'another') return (await anotherFile()) ?? file;
  if (!backup) return file;
  const restored = await restoreBackup({
    file,
    backup: join(folder, backup.name),
    nowMs: wallClock.nowMs(),
    by: { id: 'system', name: userInfo().username },
  });
  if (isRefusal(restored)) return ask(file, restored);
  return file;
}

async function anotherFile(): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog({
    properties: ['openFile'],
    filters: [{ name: 'Tocsin', extensions: ['tocsin'] }],
  });
  return filePaths[0] ?? null;
}

function languageOf(locale: string): Language {
  if (locale.startsWith('zh')) return 'zh-Hans';
  if (/^(sr|hr|bs|me)/.test(locale)) return locale.includes('Cyrl') ? 'sr-Cyrl' : 'sr-Latn';
  return 'en';
}
