// Made by `npm run generate`. Never edited by hand.

/** JSON Schemas (2020-12) of all that crosses the wire, by name; they refer to each other as `Name#`. */
export const SCHEMAS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "ActionEvent": {
    "anyOf": [
      {
        "type": "object",
        "properties": {
          "type": {
            "type": "string",
            "const": "started"
          },
          "at": {
            "type": "number"
          }
        },
        "required": [
          "type",
          "at"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "type": {
            "type": "string",
            "const": "log"
          },
          "at": {
            "type": "number"
          },
          "level": {
            "$ref": "LogLevel#"
          },
          "text": {
            "type": "string"
          },
          "from": {
            "type": "string",
            "enum": [
              "log",
              "stdout",
              "stderr"
            ],
            "description": "The action's own log, its console, or a child process."
          },
          "fields": {
            "type": "object",
            "additionalProperties": {
              "$ref": "Json#"
            }
          }
        },
        "required": [
          "type",
          "at",
          "level",
          "text",
          "from"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "type": {
            "type": "string",
            "const": "progress"
          },
          "fraction": {
            "type": "number"
          },
          "text": {
            "type": "string"
          }
        },
        "required": [
          "type",
          "fraction",
          "text"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "type": {
            "type": "string",
            "const": "inspector"
          },
          "url": {
            "type": "string"
          }
        },
        "required": [
          "type",
          "url"
        ],
        "additionalProperties": false
      }
    ],
    "description": "What happens while an action runs."
  },
  "ActionOptions": {
    "type": "object",
    "properties": {
      "after": {
        "type": "array",
        "description": "Actions needed before: `init`, or `producers.start`. Default: the chain of section 7 of the design.",
        "items": {
          "type": "string"
        }
      },
      "timeout": {
        "type": "number",
        "description": "Milliseconds."
      },
      "retry": {
        "type": "array",
        "description": "Waits between tries, milliseconds; empty: one try.",
        "items": {
          "type": "number"
        }
      },
      "concurrency": {
        "type": "number",
        "description": "How many jobs of this action of this template at once."
      },
      "log": {
        "type": "boolean"
      },
      "args": {
        "type": "string",
        "description": "The struct of the schema that types the arguments."
      }
    },
    "additionalProperties": false,
    "description": "What actor.yaml may say of an action."
  },
  "ActionStateInfo": {
    "type": "object",
    "properties": {
      "action": {
        "type": "string"
      },
      "status": {
        "$ref": "ActionStatus#"
      },
      "reason": {
        "type": "string"
      },
      "because": {
        "$ref": "Reason#"
      },
      "lastRun": {
        "type": "number"
      },
      "due": {
        "type": "number",
        "description": "When it recurs next, as things are."
      },
      "run": {
        "type": "string"
      },
      "job": {
        "type": "number"
      }
    },
    "required": [
      "action",
      "status"
    ],
    "additionalProperties": false
  },
  "ActionStatus": {
    "type": "string",
    "enum": [
      "new",
      "changed",
      "scheduled",
      "ok",
      "error",
      "disabled",
      "running"
    ]
  },
  "ActorChange": {
    "type": "object",
    "properties": {
      "kind": {
        "type": "string",
        "enum": [
          "create",
          "update"
        ]
      },
      "actor": {
        "type": "string"
      },
      "actions": {
        "type": "array",
        "description": "Actions whose reachable code changed.",
        "items": {
          "type": "string"
        }
      },
      "schema": {
        "type": "boolean"
      },
      "differences": {
        "type": "array",
        "description": "What else differs, of an update.",
        "items": {
          "$ref": "ActorDifference#"
        }
      },
      "services": {
        "type": "number",
        "description": "How many services follow."
      }
    },
    "required": [
      "kind",
      "actor",
      "actions",
      "schema",
      "differences",
      "services"
    ],
    "additionalProperties": false
  },
  "ActorDetail": {
    "type": "object",
    "properties": {
      "name": {
        "type": "string"
      },
      "role": {
        "type": "string"
      },
      "pack": {
        "type": "string"
      },
      "version": {
        "type": "string",
        "description": "Of the pack, where that has one."
      },
      "state": {
        "$ref": "ActorState#"
      },
      "services": {
        "type": "number"
      },
      "updated": {
        "type": "number",
        "description": "When it was taken up."
      },
      "folder": {
        "type": "string"
      },
      "fields": {
        "type": "array",
        "items": {
          "$ref": "FieldModel#"
        }
      },
      "links": {
        "$ref": "TemplateLinks#"
      },
      "actions": {
        "type": "array",
        "items": {
          "type": "object",
          "properties": {
            "name": {
              "type": "string"
            },
            "code": {
              "type": "string"
            },
            "options": {
              "$ref": "ActionOptions#"
            }
          },
          "required": [
            "name",
            "code",
            "options"
          ],
          "additionalProperties": false
        }
      },
      "change": {
        "$ref": "ActorChange#",
        "description": "What taking up the template would change."
      },
      "breaks": {
        "type": "array",
        "description": "What the template would misread.",
        "items": {
          "$ref": "Break#"
        }
      },
      "diagnostics": {
        "type": "array",
        "description": "What is wrong with the template.",
        "items": {
          "$ref": "Diagnostic#"
        }
      }
    },
    "required": [
      "actions",
      "breaks",
      "diagnostics",
      "fields",
      "folder",
      "links",
      "name",
      "pack",
      "role",
      "services",
      "state",
      "updated"
    ],
    "additionalProperties": false
  },
  "ActorDifference": {
    "type": "object",
    "properties": {
      "part": {
        "type": "string",
        "enum": [
          "pack",
          "field",
          "action",
          "link"
        ]
      },
      "before": {
        "type": "string"
      },
      "after": {
        "type": "string"
      }
    },
    "required": [
      "part"
    ],
    "additionalProperties": false,
    "description": "One part of an actor, as people write it: `port :Int64`. New without `before`, gone without `after`."
  },
  "ActorInfo": {
    "type": "object",
    "properties": {
      "name": {
        "type": "string"
      },
      "role": {
        "type": "string"
      },
      "pack": {
        "type": "string"
      },
      "version": {
        "type": "string",
        "description": "Of the pack, where that has one."
      },
      "state": {
        "$ref": "ActorState#"
      },
      "services": {
        "type": "number"
      },
      "updated": {
        "type": "number",
        "description": "When it was taken up."
      }
    },
    "required": [
      "name",
      "role",
      "pack",
      "state",
      "services",
      "updated"
    ],
    "additionalProperties": false,
    "description": "A template as the repository has taken it up: what its services are made of, whatever the files say by now."
  },
  "ActorState": {
    "type": "string",
    "enum": [
      "current",
      "behind",
      "broken",
      "gone"
    ],
    "description": "How an actor stands to the template that it was made of."
  },
  "Actors": {
    "type": "array",
    "items": {
      "$ref": "ActorInfo#"
    }
  },
  "Answers": {
    "type": "object",
    "additionalProperties": {
      "type": "object",
      "additionalProperties": {
        "$ref": "Json#"
      }
    },
    "description": "Values of fields by the address of their service: a blueprint could have said the same."
  },
  "ApplyReport": {
    "type": "object",
    "properties": {
      "changes": {
        "type": "object",
        "properties": {
          "created": {
            "type": "number"
          },
          "updated": {
            "type": "number"
          },
          "deleted": {
            "type": "number"
          }
        },
        "required": [
          "created",
          "updated",
          "deleted"
        ],
        "additionalProperties": false
      },
      "run": {
        "$ref": "RunDetail#",
        "description": "Absent when nothing had to run."
      },
      "took": {
        "type": "number",
        "description": "Milliseconds from the call to the answer."
      }
    },
    "required": [
      "changes",
      "took"
    ],
    "additionalProperties": false
  },
  "ApplyRequest": {
    "anyOf": [
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "noRun": {
            "type": "boolean",
            "description": "Changes the state and leaves the jobs pending."
          },
          "barrier": {
            "type": "boolean",
            "description": "Strict steps: none starts before the one before it has ended."
          },
          "parallel": {
            "type": "number",
            "description": "At most so many jobs at once; the executor's capacity when absent or higher."
          },
          "retries": {
            "type": "array",
            "description": "Waits between tries, milliseconds, in place of those of actor.yaml.",
            "items": {
              "type": "number"
            }
          },
          "inspect": {
            "$ref": "JobMatch#",
            "description": "The first of these jobs that starts waits for a debugger, whose URL is an event of its action (`inspector`), and has no deadline. AYS_USAGE where the executor is `inline`."
          },
          "who": {
            "type": "string",
            "description": "For the record of the run."
          },
          "plan": {
            "type": "string"
          }
        },
        "required": [
          "plan"
        ]
      },
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "noRun": {
            "type": "boolean",
            "description": "Changes the state and leaves the jobs pending."
          },
          "barrier": {
            "type": "boolean",
            "description": "Strict steps: none starts before the one before it has ended."
          },
          "parallel": {
            "type": "number",
            "description": "At most so many jobs at once; the executor's capacity when absent or higher."
          },
          "retries": {
            "type": "array",
            "description": "Waits between tries, milliseconds, in place of those of actor.yaml.",
            "items": {
              "type": "number"
            }
          },
          "inspect": {
            "$ref": "JobMatch#",
            "description": "The first of these jobs that starts waits for a debugger, whose URL is an event of its action (`inspector`), and has no deadline. AYS_USAGE where the executor is `inline`."
          },
          "who": {
            "type": "string",
            "description": "For the record of the run."
          },
          "file": {
            "$ref": "PlanFile#"
          }
        },
        "required": [
          "file"
        ]
      }
    ],
    "description": "What is planned, and how to run it."
  },
  "Audit": {
    "type": "array",
    "items": {
      "$ref": "AuditInfo#"
    }
  },
  "AuditFilter": {
    "type": "object",
    "properties": {
      "limit": {
        "type": "number",
        "description": "At most so many; 50 unless told."
      },
      "before": {
        "type": "string",
        "description": "Only older ones than this one: the next page."
      }
    },
    "additionalProperties": false,
    "description": "Which of them to list."
  },
  "AuditInfo": {
    "type": "object",
    "properties": {
      "id": {
        "type": "string",
        "description": "A ULID: sorts by time."
      },
      "at": {
        "type": "number"
      },
      "who": {
        "type": "string"
      },
      "token": {
        "type": "string",
        "description": "The id of the token; absent for who used the socket."
      },
      "operation": {
        "type": "string",
        "description": "The operation of the HTTP API."
      },
      "request": {
        "type": "string",
        "description": "The method and the URL of the request, and its id."
      },
      "status": {
        "type": "number",
        "description": "The HTTP status of the answer; absent while there is none, or when the daemon died before."
      }
    },
    "required": [
      "id",
      "at",
      "who",
      "operation",
      "request"
    ],
    "additionalProperties": false,
    "description": "One call that could change something, through a daemon."
  },
  "BlueprintFile": {
    "type": "object",
    "properties": {
      "file": {
        "type": "string",
        "description": "As diagnostics shall name it."
      },
      "text": {
        "type": "string"
      }
    },
    "required": [
      "file",
      "text"
    ],
    "additionalProperties": false,
    "description": "A blueprint as text: who asks reads the files, so that a remote AYS needs none of them."
  },
  "Break": {
    "type": "object",
    "properties": {
      "path": {
        "type": "string"
      },
      "kind": {
        "type": "string",
        "enum": [
          "removed",
          "type",
          "offset",
          "default",
          "union",
          "enum",
          "ordinal"
        ]
      },
      "message": {
        "type": "string"
      }
    },
    "required": [
      "path",
      "kind",
      "message"
    ],
    "additionalProperties": false,
    "description": "One way in which a new schema cannot read what the old one wrote."
  },
  "CallPath": {
    "type": "object",
    "properties": {
      "call": {
        "type": "string"
      }
    },
    "required": [
      "call"
    ],
    "additionalProperties": false
  },
  "CancelRequest": {
    "$ref": "CancelRunOptions#"
  },
  "CancelRunOptions": {
    "type": "object",
    "properties": {
      "kill": {
        "type": "boolean",
        "description": "Does not wait for the actions to stop."
      },
      "who": {
        "type": "string",
        "description": "For the error of what is ended."
      }
    },
    "additionalProperties": false,
    "description": "How a run is cancelled."
  },
  "ChangeEvent": {
    "anyOf": [
      {
        "type": "object",
        "properties": {
          "type": {
            "type": "string",
            "const": "change"
          },
          "of": {
            "type": "string",
            "enum": [
              "service",
              "actor",
              "run"
            ]
          },
          "name": {
            "type": "string"
          },
          "gone": {
            "type": "boolean"
          }
        },
        "required": [
          "type",
          "of",
          "name",
          "gone"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "type": {
            "type": "string",
            "const": "mark"
          },
          "at": {
            "type": "string"
          }
        },
        "required": [
          "type",
          "at"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "type": {
            "type": "string",
            "const": "reset"
          }
        },
        "required": [
          "type"
        ],
        "additionalProperties": false
      }
    ],
    "description": "What changed in the repository."
  },
  "ChangesQuery": {
    "type": "object",
    "properties": {
      "from": {
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "ChannelPath": {
    "type": "object",
    "properties": {
      "channel": {
        "type": "string"
      }
    },
    "required": [
      "channel"
    ],
    "additionalProperties": false
  },
  "CompactReport": {
    "type": "object",
    "properties": {
      "revisions": {
        "type": "number"
      },
      "runs": {
        "type": "number"
      },
      "others": {
        "type": "number",
        "description": "Events, queued runs and entries of the audit."
      }
    },
    "required": [
      "revisions",
      "runs",
      "others"
    ],
    "additionalProperties": false,
    "description": "What a compaction took away."
  },
  "ConsumeLink": {
    "type": "object",
    "properties": {
      "role": {
        "type": "string"
      },
      "argname": {
        "type": "string"
      },
      "min": {
        "type": "number"
      },
      "max": {
        "type": "number",
        "description": "0: no limit."
      },
      "auto": {
        "type": "boolean"
      },
      "onChange": {
        "type": "array",
        "description": "Actions that are marked changed when a producer's data changed; default processChange, else install.",
        "items": {
          "type": "string"
        }
      }
    },
    "required": [
      "role",
      "argname",
      "min",
      "max",
      "auto"
    ],
    "additionalProperties": false,
    "description": "Which services this one uses."
  },
  "CreatedToken": {
    "type": "object",
    "properties": {
      "token": {
        "$ref": "TokenInfo#"
      },
      "secret": {
        "type": "string"
      }
    },
    "required": [
      "token",
      "secret"
    ],
    "additionalProperties": false,
    "description": "The only time that the secret is told: what is kept of it does not give it back."
  },
  "DefaultValue": {
    "anyOf": [
      {
        "type": "boolean"
      },
      {
        "type": "number"
      },
      {
        "type": "string"
      },
      {
        "type": "null"
      },
      {
        "type": "array",
        "items": {
          "$ref": "DefaultValue#"
        }
      },
      {
        "type": "object",
        "additionalProperties": {
          "$ref": "DefaultValue#"
        }
      }
    ],
    "description": "A default as JSON. 64-bit integers beyond 2^53-1 are decimal strings, data is hexadecimal text, floats that JSON lacks are \"nan\", \"inf\" and \"-inf\", an enum is the name of its value, a struct an object of its set fields."
  },
  "Diagnostic": {
    "type": "object",
    "properties": {
      "severity": {
        "type": "string",
        "enum": [
          "error",
          "warning"
        ]
      },
      "code": {
        "$ref": "ErrorCode#"
      },
      "summary": {
        "type": "string",
        "description": "What is wrong: one line, no full stop."
      },
      "detail": {
        "type": "string",
        "description": "Why, and what to do, in whole sentences."
      },
      "source": {
        "$ref": "SourcePosition#",
        "description": "Absent only when the fault has no place in a file."
      },
      "related": {
        "type": "array",
        "description": "Other places that take part, such as the first of two duplicates.",
        "items": {
          "$ref": "SourcePosition#"
        }
      }
    },
    "required": [
      "severity",
      "code",
      "summary"
    ],
    "additionalProperties": false,
    "description": "One fault of something a user wrote."
  },
  "DriveRunOptions": {
    "type": "object",
    "properties": {
      "parallel": {
        "type": "number",
        "description": "At most so many jobs at once; the executor's capacity when absent or higher."
      }
    },
    "additionalProperties": false,
    "description": "How a run is driven."
  },
  "EnumModel": {
    "type": "object",
    "properties": {
      "name": {
        "type": "string"
      },
      "values": {
        "type": "array",
        "description": "In the order of their ordinals.",
        "items": {
          "type": "string"
        }
      }
    },
    "required": [
      "name",
      "values"
    ],
    "additionalProperties": false
  },
  "ErrorCode": {
    "type": "string",
    "enum": [
      "AYS_INTERNAL",
      "AYS_CANCELLED",
      "AYS_USAGE",
      "AYS_INPUT_INVALID",
      "AYS_BINDING_MISSING",
      "AYS_PLUGIN_BROKEN",
      "AYS_PLUGIN_INSTALL",
      "AYS_REPOSITORY_MISSING",
      "AYS_REPOSITORY_NEWER",
      "AYS_STORE_NOT_OPEN",
      "AYS_STORE_CONFLICT",
      "AYS_STORE_FENCED",
      "AYS_STORE_TOO_LARGE",
      "AYS_STORE_WATCH_LOST",
      "AYS_STORE_LEASE_HELD",
      "AYS_STORE_LOCKED",
      "AYS_STORE_UNREACHABLE",
      "AYS_STORE_UNKNOWN",
      "AYS_STORE_READ_ONLY",
      "AYS_STORE_FULL",
      "AYS_STORE_UNSAFE",
      "AYS_STORE_DAMAGED",
      "AYS_STORE_PARTIAL",
      "AYS_STORE_DIFFERS",
      "AYS_BACKUP_INVALID",
      "AYS_STORE_URL",
      "AYS_SCHEMA_INVALID",
      "AYS_SCHEMA_BREAKS",
      "AYS_SCHEMA_UNSUPPORTED",
      "AYS_DATA_INVALID",
      "AYS_MESSAGE_INVALID",
      "AYS_BLUEPRINT_SYNTAX",
      "AYS_BLUEPRINT_KEY",
      "AYS_TEMPLATE_UNKNOWN",
      "AYS_TEMPLATE_INVALID",
      "AYS_TEMPLATE_DUPLICATE",
      "AYS_FIELD_UNKNOWN",
      "AYS_FIELD_INVALID",
      "AYS_NAME_INVALID",
      "AYS_HRD_SYNTAX",
      "AYS_HRD_IGNORED",
      "AYS_ACTOR_INVALID",
      "AYS_ACTION_INVALID",
      "AYS_PACK_INTEGRITY",
      "AYS_PACK_INVALID",
      "AYS_PACK_MISSING",
      "AYS_PACK_UNPINNED",
      "AYS_PACK_UNREACHABLE",
      "AYS_LINK_MISSING",
      "AYS_LINK_TOO_MANY",
      "AYS_LINK_AMBIGUOUS",
      "AYS_LINK_UNKNOWN",
      "AYS_LINK_CYCLE",
      "AYS_SERVICE_UNKNOWN",
      "AYS_SERVICE_CHANGED",
      "AYS_REVISION_UNKNOWN",
      "AYS_SERVICE_DECLARED",
      "AYS_SERVICE_CONSUMED",
      "AYS_ACTOR_UNKNOWN",
      "AYS_ACTION_UNKNOWN",
      "AYS_ACTION_CYCLE",
      "AYS_ACTION_DISABLED",
      "AYS_PLAN_STALE",
      "AYS_RUN_UNKNOWN",
      "AYS_RUN_ACTIVE",
      "AYS_RUN_FAILED",
      "AYS_CLAIMED",
      "AYS_FIELD_OWNED",
      "AYS_JOB_FAILED",
      "AYS_JOB_TIMEOUT",
      "AYS_JOB_CRASHED",
      "AYS_JOB_UNLOADABLE",
      "AYS_HOST_INVALID",
      "AYS_HOST_UNREACHABLE",
      "AYS_DAEMON_RUNNING",
      "AYS_DAEMON_UNREACHABLE",
      "AYS_EVENT_UNKNOWN",
      "AYS_FORBIDDEN",
      "AYS_RATE_LIMITED",
      "AYS_REQUEST_INVALID",
      "AYS_RUN_HANDED_BACK",
      "AYS_SUBMISSION_UNKNOWN",
      "AYS_TOKEN_UNKNOWN",
      "AYS_UNAUTHENTICATED"
    ],
    "description": "One of  {@link  ERROR_CODES } ."
  },
  "ErrorData": {
    "type": "object",
    "properties": {
      "name": {
        "type": "string"
      },
      "message": {
        "type": "string"
      },
      "code": {
        "type": "string"
      },
      "details": {
        "type": "object",
        "additionalProperties": {}
      },
      "hint": {
        "type": "string"
      },
      "stack": {
        "type": "string"
      },
      "cause": {
        "$ref": "ErrorData#"
      },
      "diagnostics": {
        "type": "array",
        "items": {
          "$ref": "Diagnostic#"
        }
      }
    },
    "required": [
      "name",
      "message"
    ],
    "additionalProperties": false,
    "description": "An error as plain data: crosses process borders and fits into a record."
  },
  "EventDetail": {
    "type": "object",
    "properties": {
      "id": {
        "type": "string",
        "description": "A ULID: sorts by the time it came."
      },
      "state": {
        "$ref": "EventState#"
      },
      "channel": {
        "type": "string"
      },
      "name": {
        "type": "string"
      },
      "tags": {
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "source": {
        "type": "string"
      },
      "at": {
        "type": "number"
      },
      "submission": {
        "type": "string",
        "description": "The queued run that handles it."
      },
      "payload": {
        "$ref": "Json#"
      },
      "role": {
        "type": "string",
        "description": "Only services of this role, and of this name, hear it."
      },
      "service": {
        "type": "string"
      }
    },
    "required": [
      "at",
      "channel",
      "id",
      "name",
      "payload",
      "source",
      "state",
      "tags"
    ],
    "additionalProperties": false
  },
  "EventFilter": {
    "type": "object",
    "properties": {
      "channel": {
        "type": "string",
        "description": "`all`: any."
      },
      "command": {
        "type": "string",
        "description": "Empty: any."
      },
      "tags": {
        "type": "array",
        "description": "The event has all of these.",
        "items": {
          "type": "string"
        }
      },
      "source": {
        "type": "string",
        "description": "Who emitted it: a role, or the address of a service."
      },
      "actions": {
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "secrets": {
        "type": "array",
        "description": "The event brings one of these, or is signed with one.",
        "items": {
          "type": "string"
        }
      }
    },
    "required": [
      "channel",
      "command",
      "actions",
      "secrets"
    ],
    "additionalProperties": false,
    "description": "Which events start which actions."
  },
  "EventInfo": {
    "type": "object",
    "properties": {
      "id": {
        "type": "string",
        "description": "A ULID: sorts by the time it came."
      },
      "state": {
        "$ref": "EventState#"
      },
      "channel": {
        "type": "string"
      },
      "name": {
        "type": "string"
      },
      "tags": {
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "source": {
        "type": "string"
      },
      "at": {
        "type": "number"
      },
      "submission": {
        "type": "string",
        "description": "The queued run that handles it."
      }
    },
    "required": [
      "id",
      "state",
      "channel",
      "name",
      "tags",
      "source",
      "at"
    ],
    "additionalProperties": false
  },
  "EventState": {
    "type": "string",
    "enum": [
      "new",
      "unheard",
      "queued",
      "running",
      "done",
      "dead"
    ],
    "description": "`new`: nobody has looked at it. `unheard`: no filter takes it. `queued`, `running`: it is being handled. `done`: it was. `dead`: it could not be, and is not tried again unless it is replayed."
  },
  "Events": {
    "type": "array",
    "items": {
      "$ref": "EventInfo#"
    }
  },
  "EventsFilter": {
    "type": "object",
    "properties": {
      "limit": {
        "type": "number",
        "description": "At most so many; 50 unless told."
      },
      "states": {
        "type": "array",
        "items": {
          "$ref": "EventState#"
        }
      },
      "channel": {
        "type": "string"
      },
      "before": {
        "type": "string",
        "description": "Only older ones than this: the next page."
      }
    },
    "additionalProperties": false,
    "description": "Which events to list."
  },
  "Existence": {
    "type": "object",
    "properties": {
      "service": {
        "type": "string"
      },
      "origin": {
        "type": "string",
        "enum": [
          "blueprint",
          "auto",
          "ensured"
        ]
      },
      "blueprint": {
        "type": "string"
      },
      "line": {
        "type": "number"
      },
      "by": {
        "type": "string",
        "description": "The service whose action ensured it, or for which it was made."
      },
      "at": {
        "type": "number"
      },
      "who": {
        "type": "string",
        "description": "The rest is absent once the creation is no longer in the history."
      },
      "command": {
        "type": "string"
      },
      "run": {
        "type": "string",
        "description": "Absent when nothing had to run."
      },
      "job": {
        "type": "number",
        "description": "The job that ensured it; absent when that was while planning."
      },
      "action": {
        "type": "string"
      }
    },
    "required": [
      "service",
      "origin",
      "at"
    ],
    "additionalProperties": false,
    "description": "Who declared a service, and how it came about."
  },
  "ExportReport": {
    "type": "object",
    "properties": {
      "files": {
        "type": "array",
        "items": {
          "$ref": "PortFile#"
        }
      },
      "services": {
        "type": "number"
      },
      "actors": {
        "type": "number"
      },
      "secrets": {
        "type": "number",
        "description": "Secret values that are in the texts, or that were masked."
      }
    },
    "required": [
      "files",
      "services",
      "actors",
      "secrets"
    ],
    "additionalProperties": false,
    "description": "The services and actors of a repository as texts. Equal repositories give equal texts, in the same order."
  },
  "ExportRequest": {
    "type": "object",
    "properties": {
      "secrets": {
        "type": "boolean",
        "description": "Writes secret values too; else each is `(secret)`, and what needs one cannot be imported elsewhere."
      }
    },
    "additionalProperties": false
  },
  "FieldChange": {
    "type": "object",
    "properties": {
      "field": {
        "type": "string"
      },
      "before": {
        "$ref": "Json#",
        "description": "Absent for a service that is created; \"(secret)\" for a secret field."
      },
      "after": {
        "$ref": "Json#"
      }
    },
    "required": [
      "field"
    ],
    "additionalProperties": false
  },
  "FieldFormat": {
    "type": "string",
    "enum": [
      "email",
      "tel",
      "ipaddr",
      "iprange",
      "port",
      "date",
      "datetime",
      "duration",
      "guid",
      "url",
      "path",
      "dict",
      "yaml",
      "json",
      "multiline"
    ],
    "description": "What a text must look like, by the type names of HRD."
  },
  "FieldModel": {
    "type": "object",
    "properties": {
      "kind": {
        "type": "string",
        "const": "field"
      },
      "name": {
        "type": "string"
      },
      "ordinal": {
        "type": "number"
      },
      "type": {
        "$ref": "TypeModel#"
      },
      "default": {
        "$ref": "DefaultValue#",
        "description": "Absent: the zero value of the type."
      },
      "doc": {
        "type": "string"
      },
      "rules": {
        "$ref": "FieldRules#"
      }
    },
    "required": [
      "kind",
      "name",
      "ordinal",
      "type"
    ],
    "additionalProperties": false
  },
  "FieldRules": {
    "type": "object",
    "properties": {
      "regex": {
        "type": "string",
        "description": "The whole text, or every element of a list, matches (RE2 syntax)."
      },
      "min": {
        "type": "number"
      },
      "max": {
        "type": "number"
      },
      "choices": {
        "type": "array",
        "description": "One of these; for a list: each element is.",
        "items": {
          "type": "string"
        }
      },
      "format": {
        "$ref": "FieldFormat#"
      },
      "secret": {
        "type": "boolean",
        "const": true,
        "description": "Never shown, never logged."
      },
      "ask": {
        "type": "boolean",
        "const": true,
        "description": "Asked for on a terminal when the blueprint is silent."
      },
      "bigint": {
        "type": "boolean",
        "const": true,
        "description": "Read and written as bigint."
      }
    },
    "additionalProperties": false,
    "description": "The annotations of a field, checked by Schema.check in linear time."
  },
  "ForgetOptions": {
    "type": "object",
    "properties": {
      "ifVersion": {
        "type": "string",
        "description": "The `version` that was looked at: AYS_SERVICE_CHANGED, and nothing is done, when it is another one now."
      },
      "who": {
        "type": "string",
        "description": "For the history."
      }
    },
    "additionalProperties": false,
    "description": "How a service is forgotten."
  },
  "ForgetReport": {
    "type": "object",
    "properties": {
      "service": {
        "type": "string"
      },
      "uid": {
        "type": "string"
      },
      "revision": {
        "type": "number",
        "description": "The last one of its history."
      }
    },
    "required": [
      "service",
      "uid",
      "revision"
    ],
    "additionalProperties": false,
    "description": "A service whose record was taken away."
  },
  "ForgetRequest": {
    "$ref": "ForgetOptions#"
  },
  "GraphInfo": {
    "type": "object",
    "properties": {
      "nodes": {
        "type": "array",
        "items": {
          "type": "object",
          "properties": {
            "id": {
              "type": "string"
            },
            "label": {
              "type": "string"
            },
            "state": {
              "type": "string"
            },
            "group": {
              "type": "string"
            }
          },
          "required": [
            "id",
            "label"
          ],
          "additionalProperties": false
        }
      },
      "edges": {
        "type": "array",
        "description": "From what needs to what is needed.",
        "items": {
          "type": "object",
          "properties": {
            "from": {
              "type": "string"
            },
            "to": {
              "type": "string"
            },
            "kind": {
              "type": "string",
              "enum": [
                "parent",
                "consumes",
                "needs"
              ]
            }
          },
          "required": [
            "from",
            "to",
            "kind"
          ],
          "additionalProperties": false
        }
      }
    },
    "required": [
      "nodes",
      "edges"
    ],
    "additionalProperties": false
  },
  "GraphQuery": {
    "type": "object",
    "properties": {
      "run": {
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "GroupModel": {
    "type": "object",
    "properties": {
      "kind": {
        "type": "string",
        "const": "group"
      },
      "name": {
        "type": "string"
      },
      "members": {
        "type": "array",
        "items": {
          "$ref": "MemberModel#"
        }
      },
      "doc": {
        "type": "string"
      }
    },
    "required": [
      "kind",
      "name",
      "members"
    ],
    "additionalProperties": false
  },
  "Health": {
    "type": "object",
    "properties": {
      "status": {
        "type": "string",
        "const": "ok"
      }
    },
    "required": [
      "status"
    ],
    "additionalProperties": false,
    "description": "What a server says of itself to anybody."
  },
  "HistoryQuery": {
    "type": "object",
    "properties": {
      "uid": {
        "type": "string",
        "description": "Of the services that had the name, this one."
      }
    },
    "additionalProperties": false
  },
  "IdPath": {
    "type": "object",
    "properties": {
      "id": {
        "type": "string"
      }
    },
    "required": [
      "id"
    ],
    "additionalProperties": false
  },
  "ImportReport": {
    "type": "object",
    "properties": {
      "services": {
        "type": "array",
        "description": "Addresses of services that were not there.",
        "items": {
          "type": "string"
        }
      },
      "actors": {
        "type": "array",
        "description": "Names of templates that the repository had not frozen yet.",
        "items": {
          "type": "string"
        }
      },
      "unchanged": {
        "type": "number",
        "description": "Services that were there already, as the files say."
      },
      "pending": {
        "type": "number",
        "description": "Actions of the new services that the next run takes up."
      },
      "blueprints": {
        "type": "array",
        "description": "Blueprints of AYS 8.1 or 9, to be written into the folder of the repository.",
        "items": {
          "$ref": "PortFile#"
        }
      },
      "left": {
        "type": "array",
        "description": "What could not be taken from a repository of AYS 8.1 or 9; of an export everything is taken, or nothing.",
        "items": {
          "$ref": "LeftOut#"
        }
      }
    },
    "required": [
      "services",
      "actors",
      "unchanged",
      "pending",
      "blueprints",
      "left"
    ],
    "additionalProperties": false
  },
  "ImportRequest": {
    "type": "object",
    "properties": {
      "files": {
        "type": "array",
        "description": "As faults shall name them.",
        "items": {
          "$ref": "PortFile#"
        }
      },
      "folder": {
        "type": "string",
        "description": "Which folder of these is the export; without one, their paths begin in it."
      },
      "from": {
        "type": "string",
        "enum": [
          "export",
          "ays"
        ],
        "description": "What the files are: an export, or when `ays` the folder of a repository of AYS 8.1 or 9."
      },
      "dryRun": {
        "type": "boolean",
        "description": "Says what an import would do, and does nothing."
      },
      "who": {
        "type": "string",
        "description": "For the history."
      }
    },
    "required": [
      "files"
    ],
    "additionalProperties": false
  },
  "JobCounts": {
    "type": "object",
    "properties": {
      "new": {
        "type": "number"
      },
      "running": {
        "type": "number"
      },
      "ok": {
        "type": "number"
      },
      "error": {
        "type": "number"
      },
      "skipped": {
        "type": "number"
      },
      "cancelled": {
        "type": "number"
      }
    },
    "required": [
      "new",
      "running",
      "ok",
      "error",
      "skipped",
      "cancelled"
    ],
    "additionalProperties": false,
    "description": "How many jobs are in each state."
  },
  "JobInfo": {
    "type": "object",
    "properties": {
      "run": {
        "type": "string"
      },
      "number": {
        "type": "number"
      },
      "service": {
        "type": "string"
      },
      "template": {
        "type": "string"
      },
      "action": {
        "type": "string"
      },
      "state": {
        "$ref": "JobState#"
      },
      "step": {
        "type": "number"
      },
      "needs": {
        "type": "array",
        "items": {
          "type": "number"
        }
      },
      "attempt": {
        "type": "number"
      },
      "reason": {
        "type": "string",
        "description": "Why it is in the run; once left out, why."
      },
      "because": {
        "$ref": "Reason#"
      },
      "args": {
        "type": "object",
        "additionalProperties": {
          "$ref": "Json#"
        }
      },
      "started": {
        "type": "number"
      },
      "ended": {
        "type": "number"
      },
      "error": {
        "$ref": "ErrorData#"
      },
      "grownBy": {
        "type": "number",
        "description": "The number of the job whose commit added this one."
      },
      "waits": {
        "$ref": "JobWait#",
        "description": "Of a job that has not started, as it was when it was asked."
      }
    },
    "required": [
      "run",
      "number",
      "service",
      "template",
      "action",
      "state",
      "step",
      "needs",
      "attempt",
      "reason"
    ],
    "additionalProperties": false
  },
  "JobMatch": {
    "type": "object",
    "properties": {
      "service": {
        "type": "string",
        "description": "`role!name`."
      },
      "action": {
        "type": "string"
      }
    },
    "additionalProperties": false,
    "description": "Jobs of a service, of an action, or of both; every job when neither is named."
  },
  "JobState": {
    "type": "string",
    "enum": [
      "new",
      "running",
      "ok",
      "error",
      "skipped",
      "cancelled"
    ]
  },
  "JobWait": {
    "anyOf": [
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "jobs"
          },
          "jobs": {
            "type": "array",
            "items": {
              "type": "number"
            }
          }
        },
        "required": [
          "kind",
          "jobs"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "retry"
          },
          "until": {
            "type": "number"
          }
        },
        "required": [
          "kind",
          "until"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "concurrency"
          },
          "of": {
            "type": "string"
          },
          "most": {
            "type": "number"
          }
        },
        "required": [
          "kind",
          "of",
          "most"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "limit"
          },
          "running": {
            "type": "number"
          }
        },
        "required": [
          "kind",
          "running"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "resume"
          }
        },
        "required": [
          "kind"
        ],
        "additionalProperties": false
      }
    ],
    "description": "Why a job that has not started does not run yet."
  },
  "Json": {
    "anyOf": [
      {
        "type": "boolean"
      },
      {
        "type": "number"
      },
      {
        "type": "string"
      },
      {
        "type": "null"
      },
      {
        "type": "array",
        "items": {
          "$ref": "Json#"
        }
      },
      {
        "type": "object",
        "additionalProperties": {
          "$ref": "Json#"
        }
      }
    ],
    "description": "Plain data: what args, events and results are made of."
  },
  "LeftOut": {
    "type": "object",
    "properties": {
      "file": {
        "type": "string"
      },
      "reason": {
        "type": "string"
      }
    },
    "required": [
      "file",
      "reason"
    ],
    "additionalProperties": false,
    "description": "What an import did not take, and why."
  },
  "LinkChange": {
    "type": "object",
    "properties": {
      "kind": {
        "type": "string",
        "enum": [
          "add",
          "remove"
        ]
      },
      "argname": {
        "type": "string"
      },
      "to": {
        "type": "string"
      },
      "parent": {
        "type": "boolean"
      }
    },
    "required": [
      "kind",
      "argname",
      "to",
      "parent"
    ],
    "additionalProperties": false
  },
  "LinkInfo": {
    "type": "object",
    "properties": {
      "argname": {
        "type": "string"
      },
      "to": {
        "type": "string"
      },
      "parent": {
        "type": "boolean"
      },
      "named": {
        "type": "boolean"
      }
    },
    "required": [
      "argname",
      "to",
      "parent",
      "named"
    ],
    "additionalProperties": false
  },
  "LockedField": {
    "type": "object",
    "properties": {
      "ordinal": {
        "type": "number"
      },
      "name": {
        "type": "string",
        "description": "The capnp name; `obsolete<N>Name` once it is dropped."
      },
      "type": {
        "type": "string",
        "description": "The capnp type as text: `List(Text)`."
      },
      "default": {
        "description": "As JSON; absent for the zero value. It never changes."
      },
      "dead": {
        "type": "boolean",
        "const": true
      }
    },
    "required": [
      "ordinal",
      "name",
      "type"
    ],
    "additionalProperties": false
  },
  "LogFilter": {
    "type": "object",
    "properties": {
      "job": {
        "type": "number",
        "description": "Only of the job with this number."
      },
      "level": {
        "$ref": "LogLevel#",
        "description": "Only lines of this level, and of those that are less talkative."
      }
    },
    "additionalProperties": false,
    "description": "Which lines of a log."
  },
  "LogLevel": {
    "type": "string",
    "enum": [
      "debug",
      "info",
      "warn",
      "error"
    ],
    "description": "How much a line matters."
  },
  "LogLineInfo": {
    "type": "object",
    "properties": {
      "job": {
        "type": "number"
      },
      "at": {
        "type": "number"
      },
      "severity": {
        "type": "string",
        "enum": [
          "debug",
          "info",
          "warn",
          "error"
        ]
      },
      "source": {
        "type": "string",
        "enum": [
          "log",
          "stdout",
          "stderr"
        ]
      },
      "text": {
        "type": "string"
      }
    },
    "required": [
      "job",
      "at",
      "severity",
      "source",
      "text"
    ],
    "additionalProperties": false
  },
  "LogLines": {
    "type": "array",
    "items": {
      "$ref": "LogLineInfo#"
    }
  },
  "MemberModel": {
    "anyOf": [
      {
        "$ref": "FieldModel#"
      },
      {
        "$ref": "GroupModel#"
      },
      {
        "$ref": "UnionModel#"
      }
    ],
    "description": "What stands between the braces of a struct, in the order it is written."
  },
  "MissedTimes": {
    "type": "string",
    "enum": [
      "skip",
      "one",
      "queue"
    ],
    "description": "Times that passed: are left out, are made up for with one job, or with one job each, in order."
  },
  "NamePath": {
    "type": "object",
    "properties": {
      "name": {
        "type": "string"
      }
    },
    "required": [
      "name"
    ],
    "additionalProperties": false
  },
  "NewEvent": {
    "type": "object",
    "properties": {
      "name": {
        "type": "string",
        "description": "The command that filters ask for."
      },
      "channel": {
        "type": "string",
        "description": "`generic` unless told."
      },
      "payload": {
        "$ref": "Json#",
        "description": "What the actions get as args, when it is an object; else they get it as `payload`."
      },
      "tags": {
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "role": {
        "type": "string",
        "description": "Only services of this role, and of this name, hear it."
      },
      "service": {
        "type": "string"
      },
      "secret": {
        "type": "string",
        "description": "For filters that ask for one."
      },
      "signature": {
        "type": "string",
        "description": "The hex HMAC-SHA256 of `signed`, for filters that ask for a secret."
      },
      "signed": {
        "type": "string"
      },
      "source": {
        "type": "string",
        "description": "Who it comes from: events of one source are handled in their order. Who sends it unless told."
      },
      "who": {
        "type": "string"
      }
    },
    "required": [
      "name"
    ],
    "additionalProperties": false,
    "description": "What somebody sends."
  },
  "NewTemplate": {
    "type": "object",
    "properties": {
      "name": {
        "type": "string"
      },
      "schema": {
        "type": "string",
        "enum": [
          "hrd",
          "capnp"
        ],
        "description": "Extension of the schema file, without the dot; `hrd` unless told."
      }
    },
    "required": [
      "name"
    ],
    "additionalProperties": false
  },
  "NewTemplateReport": {
    "type": "object",
    "properties": {
      "folder": {
        "type": "string",
        "description": "Relative to the repository."
      },
      "files": {
        "type": "array",
        "description": "Names of the files in it.",
        "items": {
          "type": "string"
        }
      }
    },
    "required": [
      "folder",
      "files"
    ],
    "additionalProperties": false,
    "description": "What was written for a new template."
  },
  "NewToken": {
    "type": "object",
    "properties": {
      "name": {
        "type": "string",
        "description": "Stands as `who` in runs, in the history and in the record of changes."
      },
      "scope": {
        "$ref": "Scope#"
      },
      "expires": {
        "type": "number",
        "description": "Epoch milliseconds; never without it."
      },
      "who": {
        "type": "string",
        "description": "For the record: who makes it."
      }
    },
    "required": [
      "name",
      "scope"
    ],
    "additionalProperties": false
  },
  "ParentLink": {
    "type": "object",
    "properties": {
      "role": {
        "type": "string",
        "description": "A role, without dots."
      },
      "argname": {
        "type": "string",
        "description": "The field of the data that names it."
      },
      "auto": {
        "type": "boolean",
        "description": "Creates one when there is none."
      },
      "optional": {
        "type": "boolean",
        "description": "None is fine too."
      }
    },
    "required": [
      "role",
      "argname",
      "auto",
      "optional"
    ],
    "additionalProperties": false,
    "description": "Which service owns this one. A parent is always a producer too."
  },
  "PastQuery": {
    "type": "object",
    "properties": {
      "uid": {
        "type": "string",
        "description": "Of the services that had the name, this one."
      },
      "revision": {
        "type": "number"
      },
      "at": {
        "type": "number"
      },
      "secrets": {
        "type": "boolean"
      }
    },
    "additionalProperties": false,
    "description": "Either a revision or a time."
  },
  "PauseChange": {
    "type": "object",
    "properties": {
      "ifVersion": {
        "type": "string",
        "description": "The `version` that was looked at: AYS_SERVICE_CHANGED, and nothing is done, when it is another one now."
      },
      "paused": {
        "type": "boolean"
      }
    },
    "required": [
      "paused"
    ],
    "additionalProperties": false,
    "description": "Whether what recurs of a service does so."
  },
  "Plan": {
    "type": "object",
    "properties": {
      "id": {
        "type": "string",
        "description": "For apply(), by the same AYS."
      },
      "created": {
        "type": "number"
      },
      "command": {
        "type": "string"
      },
      "empty": {
        "type": "boolean",
        "description": "Nothing would change and nothing would run."
      },
      "changes": {
        "type": "array",
        "items": {
          "$ref": "ServiceChange#"
        }
      },
      "actors": {
        "type": "array",
        "items": {
          "$ref": "ActorChange#"
        }
      },
      "jobs": {
        "type": "array",
        "items": {
          "$ref": "PlannedJob#"
        }
      },
      "gates": {
        "type": "array",
        "description": "Points that only order, numbered from `jobs.length` on: the numbers each of them waits for.",
        "items": {
          "type": "array",
          "items": {
            "type": "number"
          }
        }
      },
      "steps": {
        "type": "array",
        "description": "Numbers of the jobs of each step.",
        "items": {
          "type": "array",
          "items": {
            "type": "number"
          }
        }
      },
      "ifChanged": {
        "type": "array",
        "description": "Jobs that follow only if a job before them changes data.",
        "items": {
          "type": "object",
          "properties": {
            "service": {
              "type": "string"
            },
            "action": {
              "type": "string"
            },
            "producer": {
              "type": "string"
            }
          },
          "required": [
            "service",
            "action",
            "producer"
          ],
          "additionalProperties": false
        }
      },
      "blocked": {
        "type": "array",
        "description": "What cannot be done because of a disabled action.",
        "items": {
          "type": "object",
          "properties": {
            "service": {
              "type": "string"
            },
            "action": {
              "type": "string"
            },
            "by": {
              "type": "string"
            }
          },
          "required": [
            "service",
            "action",
            "by"
          ],
          "additionalProperties": false
        }
      },
      "warnings": {
        "type": "array",
        "items": {
          "$ref": "Diagnostic#"
        }
      }
    },
    "required": [
      "id",
      "created",
      "command",
      "empty",
      "changes",
      "actors",
      "jobs",
      "gates",
      "steps",
      "ifChanged",
      "blocked",
      "warnings"
    ],
    "additionalProperties": false,
    "description": "What an apply would change and run. Plain data, safe to print."
  },
  "PlanFile": {
    "type": "object",
    "properties": {
      "format": {
        "type": "string",
        "const": "ays-plan"
      },
      "version": {
        "type": "number",
        "const": 1
      },
      "repository": {
        "type": "string"
      },
      "plan": {
        "$ref": "Plan#"
      },
      "commit": {
        "type": "object",
        "properties": {
          "checks": {
            "type": "array",
            "items": {
              "type": "array",
              "minItems": 2,
              "maxItems": 2,
              "prefixItems": [
                {
                  "type": "string",
                  "title": "key"
                },
                {
                  "type": "string",
                  "title": "version"
                }
              ],
              "items": false
            }
          },
          "puts": {
            "type": "array",
            "items": {
              "type": "array",
              "minItems": 2,
              "maxItems": 2,
              "prefixItems": [
                {
                  "type": "string",
                  "title": "key"
                },
                {
                  "type": "string",
                  "title": "base64"
                }
              ],
              "items": false
            }
          },
          "deletes": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "jobs": {
            "type": "array",
            "description": "The Job records, as base64.",
            "items": {
              "type": "string"
            }
          },
          "revisions": {
            "type": "array",
            "description": "The Revision records, as base64.",
            "items": {
              "type": "string"
            }
          }
        },
        "required": [
          "checks",
          "puts",
          "deletes",
          "jobs",
          "revisions"
        ],
        "additionalProperties": false,
        "description": "Checks, puts and deletes; values as base64."
      },
      "digest": {
        "type": "string",
        "description": "sha256 over all of the above: a file that was edited is refused."
      }
    },
    "required": [
      "format",
      "version",
      "repository",
      "plan",
      "commit",
      "digest"
    ],
    "additionalProperties": false,
    "description": "A plan that outlives its process: holds the whole commit, reads no blueprint again."
  },
  "PlanPath": {
    "type": "object",
    "properties": {
      "plan": {
        "type": "string"
      }
    },
    "required": [
      "plan"
    ],
    "additionalProperties": false
  },
  "PlanRequest": {
    "anyOf": [
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "blueprint"
          },
          "files": {
            "type": "array",
            "items": {
              "$ref": "BlueprintFile#"
            }
          },
          "prune": {
            "type": "boolean",
            "description": "Removes services that these blueprints declared before and no longer do."
          },
          "whole": {
            "type": "boolean",
            "description": "The files are all there are: prune also what vanished files declared."
          },
          "targets": {
            "type": "array",
            "description": "Only jobs of these services, and what they need.",
            "items": {
              "type": "string"
            }
          },
          "answers": {
            "$ref": "Answers#",
            "description": "What the blueprints leave out, by the address of the service and the name of the field."
          }
        },
        "required": [
          "kind",
          "files"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "do"
          },
          "action": {
            "type": "string"
          },
          "role": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "force": {
            "type": "boolean",
            "description": "Also when the action is ok."
          },
          "args": {
            "type": "object",
            "additionalProperties": {
              "$ref": "Json#"
            }
          }
        },
        "required": [
          "kind",
          "action"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "pending"
          },
          "targets": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        },
        "required": [
          "kind"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "delete"
          },
          "services": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        },
        "required": [
          "kind",
          "services"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "destroy"
          }
        },
        "required": [
          "kind"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "actors"
          },
          "actors": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        },
        "required": [
          "kind"
        ],
        "additionalProperties": false
      }
    ],
    "description": "What to plan."
  },
  "PlannedJob": {
    "type": "object",
    "properties": {
      "number": {
        "type": "number"
      },
      "service": {
        "type": "string"
      },
      "action": {
        "type": "string"
      },
      "step": {
        "type": "number"
      },
      "needs": {
        "type": "array",
        "description": "Numbers of the jobs and gates it waits for.",
        "items": {
          "type": "number"
        }
      },
      "reason": {
        "type": "string"
      }
    },
    "required": [
      "number",
      "service",
      "action",
      "step",
      "needs",
      "reason"
    ],
    "additionalProperties": false
  },
  "PortFile": {
    "type": "object",
    "properties": {
      "file": {
        "type": "string"
      },
      "text": {
        "type": "string"
      }
    },
    "required": [
      "file",
      "text"
    ],
    "additionalProperties": false,
    "description": "A text by its path, with `/` between the parts."
  },
  "PrimitiveKind": {
    "type": "string",
    "enum": [
      "void",
      "bool",
      "int8",
      "int16",
      "int32",
      "int64",
      "uint8",
      "uint16",
      "uint32",
      "uint64",
      "float32",
      "float64",
      "text",
      "data",
      "anyPointer"
    ]
  },
  "Problem": {
    "type": "object",
    "properties": {
      "type": {
        "type": "string"
      },
      "title": {
        "type": "string"
      },
      "status": {
        "type": "number"
      },
      "detail": {
        "type": "string"
      },
      "instance": {
        "type": "string",
        "description": "The request it answers."
      },
      "name": {
        "type": "string"
      },
      "code": {
        "type": "string"
      },
      "hint": {
        "type": "string"
      },
      "details": {
        "type": "object",
        "additionalProperties": {}
      },
      "diagnostics": {
        "type": "array",
        "items": {
          "$ref": "Diagnostic#"
        }
      },
      "cause": {
        "$ref": "ErrorData#"
      }
    },
    "required": [
      "type",
      "title",
      "status",
      "detail",
      "name"
    ],
    "additionalProperties": false,
    "description": "An error as RFC 9457 wants it (application/problem+json), complete enough to be thrown again."
  },
  "Question": {
    "type": "object",
    "properties": {
      "service": {
        "type": "string"
      },
      "field": {
        "$ref": "FieldModel#"
      }
    },
    "required": [
      "service",
      "field"
    ],
    "additionalProperties": false,
    "description": "A field that asks (`@ask`), of a service that is not there yet, and that no blueprint gives."
  },
  "QueueFilter": {
    "type": "object",
    "properties": {
      "limit": {
        "type": "number",
        "description": "At most so many; 50 unless told."
      },
      "states": {
        "type": "array",
        "items": {
          "$ref": "SubmissionState#"
        }
      },
      "before": {
        "type": "string",
        "description": "Only older ones than this: the next page."
      }
    },
    "additionalProperties": false,
    "description": "Which submissions to list."
  },
  "Readiness": {
    "type": "object",
    "properties": {
      "status": {
        "type": "string",
        "const": "unready"
      }
    },
    "required": [
      "status"
    ],
    "additionalProperties": false
  },
  "Reason": {
    "anyOf": [
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "file": {
            "type": "string"
          },
          "line": {
            "type": "number"
          },
          "kind": {
            "type": "string",
            "const": "declared"
          }
        },
        "required": [
          "file",
          "kind",
          "line"
        ]
      },
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "by": {
            "type": "string"
          },
          "kind": {
            "type": "string",
            "const": "ensured"
          }
        },
        "required": [
          "by",
          "kind"
        ]
      },
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "for": {
            "type": "string"
          },
          "kind": {
            "type": "string",
            "const": "auto"
          }
        },
        "required": [
          "for",
          "kind"
        ]
      },
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "asked"
          }
        },
        "required": [
          "kind"
        ]
      },
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "file": {
            "type": "string"
          },
          "line": {
            "type": "number"
          },
          "kind": {
            "type": "string",
            "const": "scheduled"
          }
        },
        "required": [
          "file",
          "kind",
          "line"
        ]
      },
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "fields": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "since": {
            "type": "number"
          },
          "kind": {
            "type": "string",
            "const": "fields"
          }
        },
        "required": [
          "fields",
          "kind",
          "since"
        ]
      },
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "since": {
            "type": "number"
          },
          "kind": {
            "type": "string",
            "const": "links"
          }
        },
        "required": [
          "kind",
          "since"
        ]
      },
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "before": {
            "type": "string"
          },
          "after": {
            "type": "string"
          },
          "kind": {
            "type": "string",
            "const": "code"
          }
        },
        "required": [
          "after",
          "before",
          "kind"
        ]
      },
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "service": {
            "type": "string"
          },
          "uid": {
            "type": "string"
          },
          "since": {
            "type": "number"
          },
          "during": {
            "type": "boolean",
            "description": "It changed under the action, which worked with what was before."
          },
          "kind": {
            "type": "string",
            "const": "producer"
          }
        },
        "required": [
          "during",
          "kind",
          "service",
          "since",
          "uid"
        ]
      },
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "service": {
            "type": "string"
          },
          "uid": {
            "type": "string"
          },
          "since": {
            "type": "number"
          },
          "kind": {
            "type": "string",
            "const": "moved"
          }
        },
        "required": [
          "kind",
          "service",
          "since",
          "uid"
        ]
      },
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "undeclared"
          }
        },
        "required": [
          "kind"
        ]
      },
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "destroy"
          }
        },
        "required": [
          "kind"
        ]
      },
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "who": {
            "type": "string"
          },
          "kind": {
            "type": "string",
            "const": "hand"
          }
        },
        "required": [
          "kind",
          "who"
        ]
      },
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "service": {
            "type": "string"
          },
          "action": {
            "type": "string"
          },
          "kind": {
            "type": "string",
            "const": "needed"
          }
        },
        "required": [
          "action",
          "kind",
          "service"
        ]
      },
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "message": {
            "type": "string"
          },
          "kind": {
            "type": "string",
            "const": "error"
          }
        },
        "required": [
          "kind",
          "message"
        ]
      },
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "service": {
            "type": "string"
          },
          "action": {
            "type": "string"
          },
          "job": {
            "type": "number"
          },
          "state": {
            "type": "string"
          },
          "kind": {
            "type": "string",
            "const": "failed"
          }
        },
        "required": [
          "action",
          "job",
          "kind",
          "service",
          "state"
        ]
      },
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "due": {
            "type": "number"
          },
          "kind": {
            "type": "string",
            "const": "recurring"
          }
        },
        "required": [
          "due",
          "kind"
        ]
      },
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "id": {
            "type": "string"
          },
          "channel": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "kind": {
            "type": "string",
            "const": "event"
          }
        },
        "required": [
          "channel",
          "id",
          "kind",
          "name"
        ]
      },
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "service": {
            "type": "string"
          },
          "action": {
            "type": "string"
          },
          "kind": {
            "type": "string",
            "const": "disabled"
          }
        },
        "required": [
          "action",
          "kind",
          "service"
        ]
      },
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "cancelled"
          }
        },
        "required": [
          "kind"
        ]
      },
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "text": {
            "type": "string"
          },
          "kind": {
            "type": "string",
            "const": "other"
          }
        },
        "required": [
          "kind",
          "text"
        ]
      }
    ],
    "description": "Why an action is not at rest, or why a job is in its run or was left out: kept with the state and the job from the moment it is decided."
  },
  "Recurring": {
    "type": "object",
    "properties": {
      "action": {
        "type": "string"
      },
      "period": {
        "type": "number",
        "description": "Milliseconds; or cron."
      },
      "cron": {
        "type": "string"
      },
      "timezone": {
        "type": "string",
        "description": "Where the times of cron are: an IANA name such as Europe/Brussels; UTC when absent."
      },
      "jitter": {
        "type": "number",
        "description": "Milliseconds: each service comes later by a part of them, always the same."
      },
      "overlap": {
        "$ref": "MissedTimes#",
        "description": "For times that pass while a run still holds the service; `skip` when absent."
      },
      "catchUp": {
        "$ref": "MissedTimes#",
        "description": "For times that pass while no daemon is there; `one` when absent."
      },
      "log": {
        "type": "boolean"
      }
    },
    "required": [
      "action",
      "log"
    ],
    "additionalProperties": false,
    "description": "An action that happens again and again."
  },
  "RepositoryInfo": {
    "type": "object",
    "properties": {
      "id": {
        "type": "string"
      },
      "folder": {
        "type": "string"
      },
      "store": {
        "$ref": "StoreInfo#"
      },
      "executor": {
        "type": "string"
      },
      "packs": {
        "type": "array",
        "items": {
          "type": "string"
        }
      }
    },
    "required": [
      "id",
      "folder",
      "store",
      "executor",
      "packs"
    ],
    "additionalProperties": false
  },
  "ResumeRequest": {
    "$ref": "DriveRunOptions#"
  },
  "RetryRequest": {
    "$ref": "RetryRunOptions#"
  },
  "RetryRunOptions": {
    "type": "object",
    "properties": {
      "parallel": {
        "type": "number",
        "description": "At most so many jobs at once; the executor's capacity when absent or higher."
      },
      "retries": {
        "type": "array",
        "description": "Waits between tries, milliseconds, in place of those of actor.yaml.",
        "items": {
          "type": "number"
        }
      }
    },
    "additionalProperties": false,
    "description": "How a run that failed or was cancelled is gone on with."
  },
  "RevisionInfo": {
    "type": "object",
    "properties": {
      "revision": {
        "type": "number",
        "description": "Counts from 1, the creation."
      },
      "kind": {
        "$ref": "RevisionKind#"
      },
      "at": {
        "type": "number"
      },
      "who": {
        "type": "string"
      },
      "command": {
        "type": "string",
        "description": "Such as `apply blueprints/site.yaml`."
      },
      "run": {
        "type": "string",
        "description": "Absent when nothing had to run."
      },
      "job": {
        "type": "number",
        "description": "The job that did it; absent for what was planned."
      },
      "action": {
        "type": "string"
      },
      "blueprint": {
        "type": "string",
        "description": "Where the blueprint declares it; absent where none does."
      },
      "line": {
        "type": "number"
      },
      "fields": {
        "type": "array",
        "description": "Names of the fields that differ.",
        "items": {
          "type": "string"
        }
      },
      "links": {
        "type": "array",
        "items": {
          "$ref": "LinkChange#"
        }
      },
      "state": {
        "type": "object",
        "properties": {
          "action": {
            "type": "string"
          },
          "before": {
            "$ref": "ActionStatus#"
          },
          "after": {
            "$ref": "ActionStatus#"
          }
        },
        "required": [
          "action",
          "before",
          "after"
        ],
        "additionalProperties": false,
        "description": "Of kind `state`."
      }
    },
    "required": [
      "revision",
      "kind",
      "at",
      "who",
      "command",
      "fields",
      "links"
    ],
    "additionalProperties": false,
    "description": "One change of a service's data or links, or one by hand of a state."
  },
  "RevisionKind": {
    "type": "string",
    "enum": [
      "create",
      "update",
      "state",
      "delete",
      "forget"
    ],
    "description": "What made a revision: `state` is `set-state` by hand, `forget` takes a record away without its actions."
  },
  "RevisionQuery": {
    "type": "object",
    "additionalProperties": false,
    "properties": {
      "uid": {
        "type": "string",
        "description": "Of the services that had the name, this one."
      },
      "from": {
        "type": "number"
      },
      "to": {
        "type": "number"
      }
    }
  },
  "RevokeRequest": {
    "type": "object",
    "properties": {
      "who": {
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "RunDetail": {
    "type": "object",
    "properties": {
      "id": {
        "type": "string",
        "description": "A ULID: sorts by creation."
      },
      "state": {
        "$ref": "RunState#"
      },
      "command": {
        "type": "string"
      },
      "who": {
        "type": "string"
      },
      "created": {
        "type": "number"
      },
      "started": {
        "type": "number"
      },
      "ended": {
        "type": "number"
      },
      "jobs": {
        "$ref": "JobCounts#"
      },
      "interrupted": {
        "type": "boolean",
        "description": "A run that is `running` and that nobody drives: run resume goes on with it."
      },
      "steps": {
        "type": "array",
        "items": {
          "type": "array",
          "items": {
            "$ref": "JobInfo#"
          }
        }
      }
    },
    "required": [
      "command",
      "created",
      "id",
      "interrupted",
      "jobs",
      "state",
      "steps",
      "who"
    ],
    "additionalProperties": false
  },
  "RunEvent": {
    "anyOf": [
      {
        "type": "object",
        "properties": {
          "type": {
            "type": "string",
            "const": "run"
          },
          "run": {
            "$ref": "RunInfo#"
          }
        },
        "required": [
          "type",
          "run"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "type": {
            "type": "string",
            "const": "job"
          },
          "job": {
            "$ref": "JobInfo#"
          }
        },
        "required": [
          "type",
          "job"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "type": {
            "type": "string",
            "const": "action"
          },
          "job": {
            "type": "number"
          },
          "event": {
            "$ref": "ActionEvent#"
          }
        },
        "required": [
          "type",
          "job",
          "event"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "type": {
            "type": "string",
            "const": "mark"
          },
          "at": {
            "type": "string"
          }
        },
        "required": [
          "type",
          "at"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "type": {
            "type": "string",
            "const": "held"
          },
          "by": {
            "type": "string"
          },
          "services": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "resumed": {
            "type": "boolean"
          }
        },
        "required": [
          "type",
          "by",
          "services",
          "resumed"
        ],
        "additionalProperties": false
      }
    ],
    "description": "What a run tells while it goes on, in order."
  },
  "RunFilter": {
    "type": "object",
    "properties": {
      "limit": {
        "type": "number",
        "description": "At most so many; 50 unless told."
      },
      "states": {
        "type": "array",
        "description": "Only runs in one of these states; `interrupted` ones are `running` too.",
        "items": {
          "anyOf": [
            {
              "$ref": "RunState#"
            },
            {
              "type": "string",
              "const": "interrupted"
            }
          ]
        }
      },
      "before": {
        "type": "string",
        "description": "Only runs older than the one with this id: the next page."
      }
    },
    "additionalProperties": false,
    "description": "Which runs to list."
  },
  "RunIds": {
    "type": "array",
    "items": {
      "type": "string"
    }
  },
  "RunInfo": {
    "type": "object",
    "properties": {
      "id": {
        "type": "string",
        "description": "A ULID: sorts by creation."
      },
      "state": {
        "$ref": "RunState#"
      },
      "command": {
        "type": "string"
      },
      "who": {
        "type": "string"
      },
      "created": {
        "type": "number"
      },
      "started": {
        "type": "number"
      },
      "ended": {
        "type": "number"
      },
      "jobs": {
        "$ref": "JobCounts#"
      },
      "interrupted": {
        "type": "boolean",
        "description": "A run that is `running` and that nobody drives: run resume goes on with it."
      }
    },
    "required": [
      "id",
      "state",
      "command",
      "who",
      "created",
      "jobs",
      "interrupted"
    ],
    "additionalProperties": false
  },
  "RunPath": {
    "type": "object",
    "properties": {
      "run": {
        "type": "string",
        "description": "The id of a run; `-` is the one that a command takes when none is named."
      }
    },
    "required": [
      "run"
    ],
    "additionalProperties": false
  },
  "RunSelection": {
    "anyOf": [
      {
        "type": "object",
        "properties": {
          "ids": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        },
        "required": [
          "ids"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "endedBefore": {
            "type": "number"
          }
        },
        "required": [
          "endedBefore"
        ],
        "additionalProperties": false
      }
    ],
    "description": "Which runs to delete: these, or all that ended before a time (epoch milliseconds)."
  },
  "RunState": {
    "type": "string",
    "enum": [
      "new",
      "running",
      "ok",
      "error",
      "cancelled"
    ]
  },
  "Runs": {
    "type": "array",
    "items": {
      "$ref": "RunInfo#"
    }
  },
  "SchemaLock": {
    "type": "object",
    "properties": {
      "id": {
        "type": "string"
      },
      "fields": {
        "type": "array",
        "items": {
          "$ref": "LockedField#"
        }
      }
    },
    "required": [
      "id",
      "fields"
    ],
    "additionalProperties": false,
    "description": "schema.lock.json: which ordinal a field has for ever. Append-only."
  },
  "SchemaModel": {
    "type": "object",
    "properties": {
      "id": {
        "type": "string",
        "description": "The file id, `0x` and 16 hexadecimal digits, first bit set."
      },
      "root": {
        "type": "string",
        "description": "The struct that a record is: `Schema` for templates."
      },
      "structs": {
        "type": "array",
        "description": "Every struct, by its name with scopes joined by dots (`Schema.Disk`).",
        "items": {
          "$ref": "StructModel#"
        }
      },
      "enums": {
        "type": "array",
        "items": {
          "$ref": "EnumModel#"
        }
      }
    },
    "required": [
      "id",
      "root",
      "structs",
      "enums"
    ],
    "additionalProperties": false,
    "description": "A schema as plain JSON data: what `.capnp` and `.hrd` readers produce and a Codec compiles. It says what was declared; where the bytes lie is the codec's business."
  },
  "Scope": {
    "type": "string",
    "enum": [
      "read",
      "run",
      "write",
      "admin"
    ],
    "description": "What somebody may do with a repository; each includes those before it."
  },
  "SecretsQuery": {
    "type": "object",
    "properties": {
      "secrets": {
        "type": "boolean"
      }
    },
    "additionalProperties": false
  },
  "ServiceChange": {
    "type": "object",
    "properties": {
      "kind": {
        "type": "string",
        "enum": [
          "create",
          "update",
          "replace",
          "delete"
        ]
      },
      "service": {
        "type": "string"
      },
      "template": {
        "type": "string"
      },
      "origin": {
        "type": "string",
        "enum": [
          "blueprint",
          "auto",
          "ensured"
        ]
      },
      "source": {
        "$ref": "SourcePosition#"
      },
      "fields": {
        "type": "array",
        "items": {
          "$ref": "FieldChange#"
        }
      },
      "links": {
        "type": "array",
        "items": {
          "$ref": "LinkChange#"
        }
      }
    },
    "required": [
      "kind",
      "service",
      "template",
      "origin",
      "fields",
      "links"
    ],
    "additionalProperties": false
  },
  "ServiceDetail": {
    "type": "object",
    "properties": {
      "address": {
        "type": "string"
      },
      "role": {
        "type": "string"
      },
      "name": {
        "type": "string"
      },
      "uid": {
        "type": "string"
      },
      "template": {
        "type": "string"
      },
      "origin": {
        "type": "string",
        "enum": [
          "blueprint",
          "auto",
          "ensured"
        ]
      },
      "parent": {
        "type": "string"
      },
      "actions": {
        "type": "object",
        "additionalProperties": {
          "$ref": "ActionStatus#"
        }
      },
      "data": {
        "type": "object",
        "additionalProperties": {
          "$ref": "Json#"
        },
        "description": "Secret fields are \"(secret)\" unless they were asked for."
      },
      "producers": {
        "type": "array",
        "items": {
          "$ref": "LinkInfo#"
        }
      },
      "consumers": {
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "children": {
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "states": {
        "type": "array",
        "items": {
          "$ref": "ActionStateInfo#"
        }
      },
      "blueprint": {
        "type": "string"
      },
      "line": {
        "type": "number"
      },
      "ensuredBy": {
        "type": "string"
      },
      "paused": {
        "type": "boolean",
        "description": "Nothing of it recurs."
      },
      "version": {
        "type": "string",
        "description": "Another one whenever the stored record of the service is; none comes twice."
      },
      "schema": {
        "type": "string"
      },
      "created": {
        "type": "number"
      },
      "updated": {
        "type": "number"
      }
    },
    "required": [
      "actions",
      "address",
      "children",
      "consumers",
      "created",
      "data",
      "name",
      "origin",
      "paused",
      "producers",
      "role",
      "schema",
      "states",
      "template",
      "uid",
      "updated",
      "version"
    ],
    "additionalProperties": false
  },
  "ServiceDiff": {
    "type": "object",
    "properties": {
      "service": {
        "type": "string"
      },
      "uid": {
        "type": "string"
      },
      "from": {
        "type": "number"
      },
      "to": {
        "type": "number"
      },
      "fields": {
        "type": "array",
        "description": "Secret fields are \"(secret)\".",
        "items": {
          "$ref": "FieldChange#"
        }
      },
      "links": {
        "type": "array",
        "items": {
          "$ref": "LinkChange#"
        }
      }
    },
    "required": [
      "service",
      "uid",
      "from",
      "to",
      "fields",
      "links"
    ],
    "additionalProperties": false,
    "description": "What differs between two revisions of a service, field by field."
  },
  "ServiceFilter": {
    "type": "object",
    "properties": {
      "role": {
        "type": "string"
      },
      "name": {
        "type": "string"
      },
      "template": {
        "type": "string"
      },
      "parent": {
        "type": "string"
      },
      "consumes": {
        "type": "string"
      },
      "states": {
        "type": "array",
        "description": "Some action is in one of these states.",
        "items": {
          "$ref": "ActionStatus#"
        }
      },
      "limit": {
        "type": "number",
        "description": "At most so many."
      },
      "after": {
        "type": "string",
        "description": "Only what comes behind this address: the next page."
      }
    },
    "additionalProperties": false,
    "description": "Which services to list: all that everything given is true of."
  },
  "ServiceHistory": {
    "type": "object",
    "properties": {
      "service": {
        "type": "string"
      },
      "uid": {
        "type": "string"
      },
      "template": {
        "type": "string"
      },
      "deleted": {
        "type": "boolean",
        "description": "It is not there any more."
      },
      "others": {
        "type": "array",
        "description": "Uids of the other services that had this name and are gone, newest first.",
        "items": {
          "type": "string"
        }
      },
      "revisions": {
        "type": "array",
        "description": "Newest first, as far back as they are kept.",
        "items": {
          "$ref": "RevisionInfo#"
        }
      }
    },
    "required": [
      "service",
      "uid",
      "template",
      "deleted",
      "others",
      "revisions"
    ],
    "additionalProperties": false,
    "description": "The past of one service: a name that was used again has a uid, and a history, for each life."
  },
  "ServiceInfo": {
    "type": "object",
    "properties": {
      "address": {
        "type": "string"
      },
      "role": {
        "type": "string"
      },
      "name": {
        "type": "string"
      },
      "uid": {
        "type": "string"
      },
      "template": {
        "type": "string"
      },
      "origin": {
        "type": "string",
        "enum": [
          "blueprint",
          "auto",
          "ensured"
        ]
      },
      "parent": {
        "type": "string"
      },
      "actions": {
        "type": "object",
        "additionalProperties": {
          "$ref": "ActionStatus#"
        }
      }
    },
    "required": [
      "address",
      "role",
      "name",
      "uid",
      "template",
      "origin",
      "actions"
    ],
    "additionalProperties": false
  },
  "ServicePath": {
    "type": "object",
    "properties": {
      "address": {
        "type": "string"
      }
    },
    "required": [
      "address"
    ],
    "additionalProperties": false
  },
  "ServiceSnapshot": {
    "type": "object",
    "properties": {
      "service": {
        "type": "string"
      },
      "uid": {
        "type": "string"
      },
      "template": {
        "type": "string"
      },
      "revision": {
        "type": "number"
      },
      "at": {
        "type": "number",
        "description": "When it became so; absent where only what it was is still known."
      },
      "data": {
        "type": "object",
        "additionalProperties": {
          "$ref": "Json#"
        },
        "description": "Secret fields are \"(secret)\" unless they were asked for."
      },
      "producers": {
        "type": "array",
        "items": {
          "$ref": "LinkInfo#"
        }
      }
    },
    "required": [
      "service",
      "uid",
      "template",
      "revision",
      "data",
      "producers"
    ],
    "additionalProperties": false,
    "description": "A service as it was."
  },
  "Services": {
    "type": "array",
    "items": {
      "$ref": "ServiceInfo#"
    }
  },
  "SourcePosition": {
    "type": "object",
    "properties": {
      "file": {
        "type": "string"
      },
      "line": {
        "type": "number"
      },
      "column": {
        "type": "number"
      }
    },
    "required": [
      "file",
      "line",
      "column"
    ],
    "additionalProperties": false,
    "description": "Where in a text something stands. Lines and columns count from 1, columns in UTF-16 units."
  },
  "StateChange": {
    "type": "object",
    "properties": {
      "ifVersion": {
        "type": "string",
        "description": "The `version` that was looked at: AYS_SERVICE_CHANGED, and nothing is done, when it is another one now."
      },
      "action": {
        "type": "string"
      },
      "status": {
        "type": "string",
        "enum": [
          "new",
          "changed",
          "scheduled",
          "ok",
          "error",
          "disabled"
        ]
      },
      "who": {
        "type": "string",
        "description": "For the history."
      }
    },
    "required": [
      "action",
      "status"
    ],
    "additionalProperties": false,
    "description": "Sets the state of an action by hand."
  },
  "StoreInfo": {
    "type": "object",
    "properties": {
      "url": {
        "type": "string",
        "description": "Without password."
      },
      "scheme": {
        "type": "string"
      },
      "shared": {
        "type": "boolean"
      },
      "durable": {
        "type": "boolean"
      },
      "bytes": {
        "type": "number",
        "description": "Of the disk or of the memory of its server; absent when the store cannot tell."
      },
      "users": {
        "type": "array",
        "description": "Who has it open; absent when the store cannot tell.",
        "items": {
          "type": "string"
        }
      },
      "format": {
        "type": "number"
      },
      "services": {
        "type": "number"
      },
      "runs": {
        "type": "number"
      }
    },
    "required": [
      "url",
      "scheme",
      "shared",
      "durable",
      "format",
      "services",
      "runs"
    ],
    "additionalProperties": false
  },
  "StructModel": {
    "type": "object",
    "properties": {
      "name": {
        "type": "string"
      },
      "members": {
        "type": "array",
        "items": {
          "$ref": "MemberModel#"
        }
      },
      "doc": {
        "type": "string"
      }
    },
    "required": [
      "name",
      "members"
    ],
    "additionalProperties": false
  },
  "SubmissionInfo": {
    "type": "object",
    "properties": {
      "id": {
        "type": "string",
        "description": "A ULID: sorts by creation."
      },
      "state": {
        "$ref": "SubmissionState#"
      },
      "command": {
        "type": "string"
      },
      "who": {
        "type": "string"
      },
      "priority": {
        "type": "number"
      },
      "created": {
        "type": "number"
      },
      "key": {
        "type": "string"
      },
      "run": {
        "type": "string",
        "description": "The run that it started."
      },
      "retries": {
        "type": "number",
        "description": "How often the run was retried."
      },
      "retryAt": {
        "type": "number",
        "description": "When it is retried next."
      },
      "error": {
        "$ref": "ErrorData#",
        "description": "Why it could not be started."
      },
      "ended": {
        "type": "number"
      }
    },
    "required": [
      "id",
      "state",
      "command",
      "who",
      "priority",
      "created",
      "retries"
    ],
    "additionalProperties": false
  },
  "SubmissionState": {
    "type": "string",
    "enum": [
      "queued",
      "running",
      "waiting",
      "ok",
      "error",
      "cancelled"
    ],
    "description": "`queued`: not started, or held by others. `running`: its run goes on. `waiting`: its run failed and is retried later. The others are ends."
  },
  "Submissions": {
    "type": "array",
    "items": {
      "$ref": "SubmissionInfo#"
    }
  },
  "SubmitRequest": {
    "type": "object",
    "properties": {
      "request": {
        "$ref": "PlanRequest#"
      },
      "key": {
        "type": "string",
        "description": "The same key again answers the submission that has it, whatever is submitted."
      },
      "priority": {
        "type": "number",
        "description": "0 to 9, 5 unless told; 0 goes first."
      },
      "delays": {
        "type": "array",
        "description": "Waits before a run that failed is retried, milliseconds: 10 s, 30 s, 1, 5, 10 and 30 minutes unless told; empty: it is not.",
        "items": {
          "type": "number"
        }
      },
      "barrier": {
        "type": "boolean",
        "description": "As in ApplyRequest."
      },
      "parallel": {
        "type": "number"
      },
      "retries": {
        "type": "array",
        "items": {
          "type": "number"
        }
      },
      "who": {
        "type": "string"
      }
    },
    "required": [
      "request"
    ],
    "additionalProperties": false,
    "description": "What is queued, and how it is to run."
  },
  "TemplateCheck": {
    "type": "object",
    "properties": {
      "templates": {
        "type": "array",
        "description": "Names of those that were looked at, sorted.",
        "items": {
          "type": "string"
        }
      },
      "diagnostics": {
        "type": "array",
        "items": {
          "$ref": "Diagnostic#"
        }
      },
      "untyped": {
        "type": "string",
        "description": "Why faults of types were not looked for; absent when they were, or when there was nothing to look at."
      }
    },
    "required": [
      "templates",
      "diagnostics"
    ],
    "additionalProperties": false,
    "description": "What was found wrong with templates."
  },
  "TemplateCheckRequest": {
    "type": "object",
    "properties": {
      "names": {
        "type": "array",
        "items": {
          "type": "string"
        }
      }
    },
    "required": [
      "names"
    ],
    "additionalProperties": false
  },
  "TemplateDetail": {
    "type": "object",
    "properties": {
      "name": {
        "type": "string"
      },
      "role": {
        "type": "string"
      },
      "pack": {
        "type": "string"
      },
      "folder": {
        "type": "string"
      },
      "goal": {
        "type": "string"
      },
      "actions": {
        "type": "array",
        "description": "Names of the actions it exports.",
        "items": {
          "type": "string"
        }
      },
      "fields": {
        "type": "array",
        "items": {
          "$ref": "FieldModel#"
        }
      },
      "links": {
        "$ref": "TemplateLinks#"
      },
      "schema": {
        "$ref": "SchemaModel#"
      },
      "capnp": {
        "type": "string"
      },
      "lock": {
        "$ref": "SchemaLock#",
        "description": "What schema.lock.json should hold; absent when the ordinals are the author's."
      },
      "options": {
        "type": "object",
        "additionalProperties": {
          "$ref": "ActionOptions#"
        }
      },
      "recurring": {
        "type": "array",
        "items": {
          "$ref": "Recurring#"
        }
      },
      "events": {
        "type": "array",
        "items": {
          "$ref": "EventFilter#"
        }
      },
      "onChange": {
        "type": "object",
        "additionalProperties": {
          "type": "array",
          "items": {
            "type": "string"
          }
        }
      }
    },
    "required": [
      "actions",
      "capnp",
      "events",
      "fields",
      "folder",
      "links",
      "name",
      "onChange",
      "options",
      "pack",
      "recurring",
      "role",
      "schema"
    ],
    "additionalProperties": false
  },
  "TemplateInfo": {
    "type": "object",
    "properties": {
      "name": {
        "type": "string"
      },
      "role": {
        "type": "string"
      },
      "pack": {
        "type": "string"
      },
      "folder": {
        "type": "string"
      },
      "goal": {
        "type": "string"
      },
      "actions": {
        "type": "array",
        "description": "Names of the actions it exports.",
        "items": {
          "type": "string"
        }
      },
      "fields": {
        "type": "array",
        "items": {
          "$ref": "FieldModel#"
        }
      },
      "links": {
        "$ref": "TemplateLinks#"
      }
    },
    "required": [
      "name",
      "role",
      "pack",
      "folder",
      "actions",
      "fields",
      "links"
    ],
    "additionalProperties": false
  },
  "TemplateLinks": {
    "type": "object",
    "properties": {
      "parent": {
        "$ref": "ParentLink#"
      },
      "consume": {
        "type": "array",
        "items": {
          "$ref": "ConsumeLink#"
        }
      }
    },
    "required": [
      "consume"
    ],
    "additionalProperties": false,
    "description": "Up to one parent, any number of consumed roles."
  },
  "TemplateList": {
    "type": "object",
    "properties": {
      "templates": {
        "type": "array",
        "items": {
          "$ref": "TemplateInfo#"
        }
      },
      "diagnostics": {
        "type": "array",
        "description": "Of templates that could not be loaded, and warnings of others.",
        "items": {
          "$ref": "Diagnostic#"
        }
      }
    },
    "required": [
      "templates",
      "diagnostics"
    ],
    "additionalProperties": false
  },
  "TokenInfo": {
    "type": "object",
    "properties": {
      "id": {
        "type": "string"
      },
      "name": {
        "type": "string"
      },
      "scope": {
        "$ref": "Scope#"
      },
      "state": {
        "type": "string",
        "enum": [
          "valid",
          "expired",
          "revoked"
        ]
      },
      "created": {
        "type": "number"
      },
      "createdBy": {
        "type": "string"
      },
      "expires": {
        "type": "number"
      },
      "revoked": {
        "type": "number"
      },
      "revokedBy": {
        "type": "string"
      }
    },
    "required": [
      "id",
      "name",
      "scope",
      "state",
      "created",
      "createdBy"
    ],
    "additionalProperties": false
  },
  "TokenPath": {
    "type": "object",
    "properties": {
      "token": {
        "type": "string"
      }
    },
    "required": [
      "token"
    ],
    "additionalProperties": false
  },
  "Tokens": {
    "type": "array",
    "items": {
      "$ref": "TokenInfo#"
    }
  },
  "TypeModel": {
    "anyOf": [
      {
        "type": "object",
        "properties": {
          "kind": {
            "$ref": "PrimitiveKind#"
          }
        },
        "required": [
          "kind"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "enum"
          },
          "name": {
            "type": "string"
          }
        },
        "required": [
          "kind",
          "name"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "struct"
          },
          "name": {
            "type": "string"
          }
        },
        "required": [
          "kind",
          "name"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "list"
          },
          "element": {
            "$ref": "TypeModel#"
          }
        },
        "required": [
          "kind",
          "element"
        ],
        "additionalProperties": false
      }
    ]
  },
  "TypesReport": {
    "type": "object",
    "properties": {
      "files": {
        "type": "array",
        "items": {
          "type": "object",
          "properties": {
            "template": {
              "type": "string"
            },
            "file": {
              "type": "string",
              "description": "Relative to the repository."
            },
            "state": {
              "type": "string",
              "enum": [
                "same",
                "written",
                "stale"
              ],
              "description": "`stale`: it should be written and was not, for only a check was asked for."
            }
          },
          "required": [
            "template",
            "file",
            "state"
          ],
          "additionalProperties": false
        }
      },
      "diagnostics": {
        "type": "array",
        "description": "Templates with errors have no types.",
        "items": {
          "$ref": "Diagnostic#"
        }
      }
    },
    "required": [
      "files",
      "diagnostics"
    ],
    "additionalProperties": false,
    "description": "The file of types of each template."
  },
  "TypesRequest": {
    "type": "object",
    "properties": {
      "names": {
        "type": "array",
        "description": "Which templates; all of the repository's own when there are none.",
        "items": {
          "type": "string"
        }
      },
      "check": {
        "type": "boolean",
        "description": "Writes nothing."
      }
    },
    "required": [
      "names"
    ],
    "additionalProperties": false
  },
  "UnionModel": {
    "type": "object",
    "properties": {
      "kind": {
        "type": "string",
        "const": "union"
      },
      "name": {
        "type": "string",
        "description": "Absent: the unnamed union of its struct or group."
      },
      "ordinal": {
        "type": "number",
        "description": "Where the discriminant was numbered by hand: `union"
      },
      "members": {
        "type": "array",
        "items": {
          "$ref": "MemberModel#"
        }
      },
      "doc": {
        "type": "string"
      }
    },
    "required": [
      "kind",
      "members"
    ],
    "additionalProperties": false
  },
  "ValidateReport": {
    "type": "object",
    "properties": {
      "diagnostics": {
        "type": "array",
        "items": {
          "$ref": "Diagnostic#"
        }
      },
      "services": {
        "type": "number"
      },
      "questions": {
        "type": "array",
        "items": {
          "$ref": "Question#"
        }
      }
    },
    "required": [
      "diagnostics",
      "services",
      "questions"
    ],
    "additionalProperties": false
  },
  "ValidateRequest": {
    "type": "object",
    "properties": {
      "files": {
        "type": "array",
        "items": {
          "$ref": "BlueprintFile#"
        }
      }
    },
    "required": [
      "files"
    ],
    "additionalProperties": false
  },
  "Wait": {
    "anyOf": [
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "job"
          },
          "service": {
            "type": "string"
          },
          "action": {
            "type": "string"
          },
          "job": {
            "type": "number"
          },
          "state": {
            "$ref": "JobState#"
          }
        },
        "required": [
          "kind",
          "service",
          "action",
          "job",
          "state"
        ],
        "additionalProperties": false
      },
      {
        "anyOf": [
          {
            "type": "object",
            "properties": {
              "kind": {
                "type": "string",
                "const": "retry"
              },
              "until": {
                "type": "number"
              }
            },
            "required": [
              "kind",
              "until"
            ],
            "additionalProperties": false
          },
          {
            "type": "object",
            "properties": {
              "kind": {
                "type": "string",
                "const": "concurrency"
              },
              "of": {
                "type": "string"
              },
              "most": {
                "type": "number"
              }
            },
            "required": [
              "kind",
              "of",
              "most"
            ],
            "additionalProperties": false
          },
          {
            "type": "object",
            "properties": {
              "kind": {
                "type": "string",
                "const": "limit"
              },
              "running": {
                "type": "number"
              }
            },
            "required": [
              "kind",
              "running"
            ],
            "additionalProperties": false
          },
          {
            "type": "object",
            "properties": {
              "kind": {
                "type": "string",
                "const": "resume"
              }
            },
            "required": [
              "kind"
            ],
            "additionalProperties": false
          }
        ],
        "description": "Why a job that has not started does not run yet."
      },
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "disabled"
          },
          "service": {
            "type": "string"
          },
          "action": {
            "type": "string"
          }
        },
        "required": [
          "kind",
          "service",
          "action"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "claim"
          },
          "run": {
            "type": "string"
          }
        },
        "required": [
          "kind",
          "run"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "kind": {
            "type": "string",
            "const": "run"
          }
        },
        "required": [
          "kind"
        ],
        "additionalProperties": false
      }
    ],
    "description": "What an action waits for."
  },
  "WatchQuery": {
    "type": "object",
    "properties": {
      "past": {
        "type": "boolean"
      },
      "from": {
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "Webhook": {
    "type": "object",
    "additionalProperties": {
      "$ref": "Json#"
    }
  },
  "WhyAction": {
    "type": "object",
    "properties": {
      "action": {
        "type": "string"
      },
      "status": {
        "$ref": "ActionStatus#"
      },
      "reason": {
        "$ref": "Reason#",
        "description": "Why it is to do, else why it was done the last time; absent when no run ever did it."
      },
      "trail": {
        "type": "array",
        "description": "Behind a reason that somebody needs it: who, and why that is to do, up to where it began.",
        "items": {
          "$ref": "WhyNeeded#"
        }
      },
      "fields": {
        "type": "array",
        "description": "Of reasons that are changes: what differs, of this service or of its producer; secrets are masked.",
        "items": {
          "$ref": "FieldChange#"
        }
      },
      "links": {
        "type": "array",
        "items": {
          "$ref": "LinkChange#"
        }
      },
      "last": {
        "$ref": "JobInfo#",
        "description": "The job that did it last."
      },
      "job": {
        "$ref": "JobInfo#",
        "description": "Of an action that is not done: its job in the run under way, or the one that was left out."
      },
      "cause": {
        "$ref": "JobInfo#",
        "description": "The job that did not end well and for which `job` was left out."
      },
      "waits": {
        "type": "array",
        "description": "What has to happen first; never empty for an action that is not at rest and not running.",
        "items": {
          "$ref": "Wait#"
        }
      }
    },
    "required": [
      "action",
      "status",
      "trail",
      "fields",
      "links",
      "waits"
    ],
    "additionalProperties": false
  },
  "WhyNeeded": {
    "type": "object",
    "properties": {
      "service": {
        "type": "string"
      },
      "action": {
        "type": "string"
      },
      "reason": {
        "$ref": "Reason#"
      }
    },
    "required": [
      "service",
      "action",
      "reason"
    ],
    "additionalProperties": false,
    "description": "An action that needs another one, and why it is in the run itself."
  },
  "WhyQuery": {
    "type": "object",
    "properties": {
      "action": {
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "WhyReport": {
    "type": "object",
    "properties": {
      "service": {
        "type": "string"
      },
      "uid": {
        "type": "string"
      },
      "template": {
        "type": "string"
      },
      "exists": {
        "type": "array",
        "description": "Of the service, then of the one that it was made for or whose action ensured it, and so on.",
        "items": {
          "$ref": "Existence#"
        }
      },
      "actions": {
        "type": "array",
        "description": "The action that was asked for, else every one that is not `new` or has a job in a run under way.",
        "items": {
          "$ref": "WhyAction#"
        }
      }
    },
    "required": [
      "service",
      "uid",
      "template",
      "exists",
      "actions"
    ],
    "additionalProperties": false,
    "description": "Why a service is there, and why its actions are as they are."
  }
}
