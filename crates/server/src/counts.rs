//! What is counted for those who run the service. Routes by template, never by path; no person,
//! no officer, no address.

use std::time::Duration;

use metrics::{Key, KeyName, Label, Level, Metadata, Recorder, Unit};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle, PrometheusRecorder};

use crate::StartError;

const REQUESTS: &str = "cleanbill_http_requests_total";
const DURATION: &str = "cleanbill_http_request_duration_seconds";
const UNDER_WAY: &str = "cleanbill_http_requests_under_way";
const PROBLEMS: &str = "cleanbill_problems_total";
const READY: &str = "cleanbill_ready";
const PASSES: &str = "cleanbill_passes_issued_total";
/// Upper ends of the histogram's buckets, seconds.
const BUCKETS: [f64; 12] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0,
];
const METADATA: Metadata<'static> = Metadata::new("cleanbill_server", Level::INFO, None);

/// The counts of this process.
pub(crate) struct Counts {
    recorder: PrometheusRecorder,
    handle: PrometheusHandle,
}

impl Counts {
    pub(crate) fn new() -> Result<Self, StartError> {
        let builder = PrometheusBuilder::new().set_buckets(&BUCKETS);
        let recorder = builder.map_err(|_| StartError::Metrics)?.build_recorder();
        let describe = |name: &'static str, text: &'static str| {
            recorder.describe_counter(KeyName::from(name), None, text.into());
        };
        describe(REQUESTS, "Requests answered, by route, method and status");
        describe(PROBLEMS, "Requests refused, by code");
        describe(PASSES, "Passes issued by this process");
        recorder.describe_histogram(
            KeyName::from(DURATION),
            Some(Unit::Seconds),
            "Time to an answer, by route".into(),
        );
        recorder.describe_gauge(KeyName::from(UNDER_WAY), None, "Requests under way".into());
        let ready = "1 if this part is ready, 0 if not: database, keys, signer, clock";
        recorder.describe_gauge(KeyName::from(READY), None, ready.into());
        let handle = recorder.handle();
        Ok(Self { recorder, handle })
    }

    pub(crate) fn began(&self) {
        let gauge = self
            .recorder
            .register_gauge(&Key::from_name(UNDER_WAY), &METADATA);
        gauge.increment(1.0);
    }

    pub(crate) fn ended(&self) {
        let gauge = self
            .recorder
            .register_gauge(&Key::from_name(UNDER_WAY), &METADATA);
        gauge.decrement(1.0);
    }

    /// A request was answered.
    pub(crate) fn answered(&self, route: &str, method: &'static str, status: u16, took: Duration) {
        let labels = vec![
            Label::new("route", route.to_owned()),
            Label::new("method", method),
            Label::new("status", status.to_string()),
        ];
        let key = Key::from_parts(REQUESTS, labels);
        self.recorder.register_counter(&key, &METADATA).increment(1);
        let labels = vec![Label::new("route", route.to_owned())];
        let key = Key::from_parts(DURATION, labels);
        let histogram = self.recorder.register_histogram(&key, &METADATA);
        histogram.record(took.as_secs_f64());
    }

    /// A request was refused.
    pub(crate) fn refused(&self, code: &'static str) {
        let key = Key::from_parts(PROBLEMS, vec![Label::new("code", code)]);
        self.recorder.register_counter(&key, &METADATA).increment(1);
    }

    /// Whether a part of the service is ready.
    pub(crate) fn ready(&self, part: &'static str, is_ready: bool) {
        let key = Key::from_parts(READY, vec![Label::new("part", part)]);
        let gauge = self.recorder.register_gauge(&key, &METADATA);
        gauge.set(if is_ready { 1.0 } else { 0.0 });
    }

    /// Passes were issued.
    pub(crate) fn issued(&self, passes: u64) {
        let key = Key::from_name(PASSES);
        self.recorder
            .register_counter(&key, &METADATA)
            .increment(passes);
    }

    /// All counts, as Prometheus reads them.
    pub(crate) fn render(&self) -> String {
        self.handle.run_upkeep();
        self.handle.render()
    }
}
