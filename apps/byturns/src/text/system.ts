/** Whether an error came from the operating system: its message is enough, and its stack adds nothing. */
export function isErrorWithCode(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error;
}
