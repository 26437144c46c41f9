import type { FileReason } from '../src/domain/kernel/file-reasons.ts';
import { FILE_KINDS, frBytes } from './files.ts';
import { type Described, plain } from './fixes.ts';
import { count, echo, NBSP, quoted, THIN } from './words.ts';

const TAKEN = `Sont acceptés${NBSP}: PDF, documents Word, Excel, PowerPoint et LibreOffice, images PNG et JPEG, textes et CSV.`;

/** What else a file may turn out to be, by the name that its content goes by. */
const FOUND: ReadonlyMap<string, string> = new Map(
  Object.entries({
    exe: 'un programme',
    elf: 'un programme',
    macho: 'un programme',
    jar: 'un programme',
    apk: 'un programme',
    msi: 'un programme',
    zip: 'une archive',
    rar: 'une archive',
    '7z': 'une archive',
    gz: 'une archive',
    'tar.gz': 'une archive',
    tar: 'une archive',
    cfb: `un document Office d'un ancien format (.doc, .xls, .ppt) ou protégé par un mot de passe`,
  }),
);

/** The French sentence of a refusal about a file: what, why, what next. */
export function fileRefusal(reason: FileReason): Described {
  switch (reason.code) {
    case 'file-empty':
      return plain(`${echo(reason.name)} est vide. Vérifiez le fichier, puis joignez-le à nouveau.`);
    case 'file-too-large':
      return plain(
        `${echo(reason.name)} est trop volumineux${NBSP}: ${frBytes(reason.mostBytes)} au plus. Allégez-le, ou donnez un lien.`,
      );
    case 'file-type':
      return plain(
        reason.found === null
          ? `${echo(reason.name)} n'est pas d'un type accepté. ${TAKEN}`
          : `Le contenu de ${echo(reason.name)} est ${foundWords(reason.found)}, qui n'est pas accepté. ${TAKEN}`,
      );
    case 'file-misnamed':
      return plain(
        `Le contenu de ${echo(reason.name)} est ${FILE_KINDS[reason.found]}, ce que son nom ne dit pas. Renommez le fichier en ${quoted(`.${reason.found}`)}, ou joignez celui que vous vouliez.`,
      );
    case 'file-macros':
      return plain(
        `${echo(reason.name)} contient des macros, qui s'exécuteraient à l'ouverture. Enregistrez-le sans macros, ou en PDF.`,
      );
    case 'file-bomb':
      return plain(
        `${echo(reason.name)} se décompresserait en une taille démesurée. Il n'est pas accepté${THIN}; un export en PDF le sera.`,
      );
    case 'file-broken':
      return plain(
        `${echo(reason.name)} ne peut pas être lu${NBSP}: son contenu est abîmé ou incomplet. Vérifiez qu'il s'ouvre, puis joignez-le à nouveau.`,
      );
    case 'file-not-fetched':
      return plain(
        `${echo(reason.name)} n'a pas pu être récupéré auprès de la messagerie. Joignez-le à nouveau dans quelques minutes, ou donnez un lien.`,
      );
    case 'file-no-room':
      return plain(
        `${echo(reason.name)} n'a pas pu être reçu${NBSP}: d'autres fichiers arrivent en même temps. Joignez-le à nouveau dans une minute.`,
      );
    case 'file-gone':
      return plain(`Ce fichier n'est plus disponible${NBSP}: joignez-le à nouveau.`);
    case 'too-many-files':
      return plain(
        `${count(reason.max, 'fichier')} au plus${THIN}; vous en joignez ${reason.given}. Retirez les moins utiles.`,
      );
  }
}

function foundWords(found: string): string {
  return FOUND.get(found) ?? `de type ${quoted(found)}`;
}
