import { Cancel, DialogContent } from "./Dialog.tsx";

interface Props {
  /** Heading of the dialog, and its id. */
  title: string;
  id: string;
  what: string;
  onClose: () => void;
}

/** Says what the server is busy with; whoever does not wait for it closes the dialog. */
export function Working({ title, id, what, onClose }: Props) {
  return (
    <DialogContent id={id} title={title} buttons={<Cancel onClick={onClose} />}>
      <div class="import-reading" role="status">
        <p>{what}</p>
        <progress aria-label={what} />
      </div>
    </DialogContent>
  );
}
