"""MiniStack 1.5.33, with two gaps closed, so that the app can be deployed as it is, and policies are enforced as AWS does it.

1. The plain HTTP of loopback stands for TLS, which the policies of the queues and of the CDK's bucket ask for.
2. It asks for permissions named like the batch calls of SQS; AWS has none, `sqs:SendMessage` covers SendMessageBatch too.
   https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html

It ends when its standard input does, with its functions and its folder: whatever has become of the test that started it.
"""

import os
import shutil
import sys
import threading

from ministack import app
from ministack.core import iam_actions, lambda_runtime

pin_origin = app.pin_request_origin
action_of = iam_actions.extract_iam_action


def without_batches(service, *request):
    action = action_of(service, *request)
    return action.removesuffix("Batch") if service == "sqs" and action else action


def end_with_input():
    sys.stdin.read()
    lambda_runtime.reset()
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
    os._exit(0)


app.pin_request_origin = lambda address, _is_tls: pin_origin(address, True)
iam_actions.extract_iam_action = without_batches
threading.Thread(target=end_with_input, daemon=True).start()
app.main()
