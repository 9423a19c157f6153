/** Whether an error came from the operating system: its message says enough, and its stack nothing more. */
export function isErrorWithCode(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error;
}
