"""MiniStack 1.5.33, with three gaps closed, so that the app can be deployed as it is, and policies are enforced as AWS does it.

1. It refuses alarms on an expression of several metrics, which AWS takes. Here such an alarm is kept, but it is never evaluated:
   nothing writes a metric of the name that it gets. That the expression is right is shown by the test of the template, not here.
2. The plain HTTP of loopback stands for TLS, which the policies of the queues and of the CDK's bucket ask for.
3. It asks for permissions named like the batch calls of SQS; AWS has none, `sqs:SendMessage` covers SendMessageBatch too.
   https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html

It ends when its standard input does, with its functions and its folder: whatever has become of the test that started it.
"""

import os
import shutil
import sys
import threading

from ministack import app
from ministack.core import iam_actions, lambda_runtime
from ministack.services.cloudformation import provisioners

with_one_metric = provisioners._cw_metric_alarm_record
pin_origin = app.pin_request_origin
action_of = iam_actions.extract_iam_action


def with_any_metric(name, properties):
    metrics = properties.get("Metrics")
    if not metrics:
        return with_one_metric(name, properties)
    returned = next(metric for metric in metrics if metric.get("ReturnData", True))
    rest = {key: value for key, value in properties.items() if key != "Metrics"}
    kept = {"Namespace": "an expression", "MetricName": returned["Expression"]}
    return with_one_metric(name, {**rest, **kept})


def without_batches(service, *request):
    action = action_of(service, *request)
    return action.removesuffix("Batch") if service == "sqs" and action else action


def end_with_input():
    sys.stdin.read()
    lambda_runtime.reset()
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
    os._exit(0)


provisioners._cw_metric_alarm_record = with_any_metric
app.pin_request_origin = lambda address, _is_tls: pin_origin(address, True)
iam_actions.extract_iam_action = without_batches
threading.Thread(target=end_with_input, daemon=True).start()
app.main()
