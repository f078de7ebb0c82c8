/** The one place of this page that asks the network for anything: the API of its own origin. */

/** Why the API refused, or did not answer. */
export class ApiError extends Error {
  constructor(
    /** The stable code (docs/ERROR_CODES.md); `page.fetch` where nobody answered. */
    readonly code: string,
    /** The member of the request at fault. */
    readonly field?: string,
    /** The status of the answer; 0 where nobody answered. */
    readonly status = 0,
  ) {
    super(code);
    this.name = "ApiError";
  }
}

/** Nobody answered: whether it was done is not known, and it may be asked again by the same key. */
export const isUnanswered = (error: unknown): boolean =>
  error instanceof ApiError && error.code === "page.fetch";

export interface Asked {
  /** Sent as JSON; a blob as it is. */
  readonly body?: object | Blob;
  readonly headers?: Readonly<Record<string, string>>;
  /** Takes as long as it takes. */
  readonly isLong?: boolean;
}

export interface Api {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, asked?: Asked): Promise<T>;
  /** An answer that is a file. */
  file(path: string): Promise<Blob>;
}

const BASE = "/api/v1/";
/** Nobody answers any more after so long, milliseconds; the service gives up sooner. */
const PATIENCE_MS = 40_000;
const LONG_MS = 3_600_000;
/** A gateway's answer, not ours: the service behind it is away. */
const AWAY = [502, 503, 504];

/** `csrf` is what the sign-in gave, sent with everything that changes something. */
export function api(csrf: () => string): Api {
  const ask = async (method: "GET" | "POST", path: string, asked: Asked): Promise<Response> => {
    const { body, headers = {} } = asked;
    const isJson = body !== undefined && !(body instanceof Blob);
    const answer = await fetch(`${BASE}${path}`, {
      method,
      headers: {
        ...(isJson ? { "content-type": "application/json" } : {}),
        ...(method === "POST" ? { "x-cleanbill-csrf": csrf() } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : (body as Blob) }),
      cache: "no-store",
      credentials: "same-origin",
      redirect: "error",
      signal: AbortSignal.timeout(asked.isLong ? LONG_MS : PATIENCE_MS),
    }).catch(() => null);
    if (!answer) throw new ApiError("page.fetch");
    if (!answer.ok) throw await refusal(answer);
    return answer;
  };
  return {
    get: async <T>(path: string) => (await (await ask("GET", path, {})).json()) as T,
    post: async <T>(path: string, asked: Asked = {}) => {
      const answer = await ask("POST", path, asked);
      return (answer.status === 204 ? null : await answer.json()) as T;
    },
    file: async (path) => (await ask("POST", path, {})).blob(),
  };
}

/** A problem (RFC 9457) by its code; whatever else answers is as good as nobody. */
async function refusal(answer: Response): Promise<ApiError> {
  const problem: unknown = await answer.json().catch(() => null);
  const { code, field } = (problem ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof code !== "string") {
    return new ApiError(AWAY.includes(answer.status) ? "page.fetch" : "page.answer");
  }
  return new ApiError(code, typeof field === "string" ? field : undefined, answer.status);
}
