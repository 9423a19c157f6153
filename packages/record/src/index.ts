export { Failure, Job, Message, PrintedLine, Report, Span, Trace } from "./protocol.ts";
