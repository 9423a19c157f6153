// Flags that several commands share.
import * as Flag from "effect/cli/Flag";

export const json = Flag.Boolean("json").pipe(
  Flag.withDescription("Answer in JSON, for machines"),
  Flag.withDefault(false),
);

export const models = Flag.String("model").pipe(
  Flag.withDescription("A model, or several parted by commas. Default: all that need one machine"),
  Flag.atLeast(0),
);

export const threads = Flag.Int("threads").pipe(
  Flag.withDescription("How many threads a model may use. Default: as many as there are cores, at least 2"),
  Flag.optional,
);
