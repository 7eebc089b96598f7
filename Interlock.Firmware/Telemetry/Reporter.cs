using Interlock.Drivers.Telemetry;
using Interlock.Firmware.Dose;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.States;

namespace Interlock.Firmware.Telemetry
{
    /// <summary>
    /// Sends at most one line a tick: first BOOT and CONF, then events, then a sample for each conversion and what it lets expect, then the
    /// statistics, then again what BOOT and CONF told. docs/uart-protocol.md describes the lines.
    /// </summary>
    public sealed class Reporter
    {
        private readonly ILineSink _sink;
        private readonly Settings _settings;
        private readonly EventQueue _events;
        private readonly Statistics _statistics;
        private readonly Lesion[] _lesions;
        private readonly Reading _reading;
        private readonly Probe _second;
        private readonly Coast _coast;
        private readonly int _resets;
        private readonly int _configurationCrc;
        private readonly int _introduction;
        private readonly LineWriter _line = new LineWriter();
        private readonly SampleLine _sample = new SampleLine();
        private long _sequence;
        private long _lost;
        private long _sampleMs;
        private long _statisticsMs;
        private long _infoMs;
        private int _introduces;
        private bool _owesSample;
        private bool _owesExpectation;
        private bool _expectsOfSecond;
        private long _conversionMs;
        private long _nowMs;

        /// <summary>A reporter that has sent nothing.</summary>
        /// <param name="sink">Takes the lines.</param>
        /// <param name="settings">For the CONF line.</param>
        /// <param name="events">What waits to be told.</param>
        /// <param name="statistics">For the STAT line.</param>
        /// <param name="lesions">Of each probe, for the PROC and LESN lines and the dose.</param>
        /// <param name="reading">What the tick knows of the first chip.</param>
        /// <param name="coast">Of the first probe, for the EXPT line.</param>
        /// <param name="second">The second probe, or null.</param>
        /// <param name="resets">ESP32 resets since the chip was powered on.</param>
        public Reporter(ILineSink sink, Settings settings, EventQueue events, Statistics statistics, Lesion[] lesions, Reading reading, Coast coast, Probe second, int resets)
        {
            _sink = sink;
            _settings = settings;
            _events = events;
            _statistics = statistics;
            _lesions = lesions;
            _reading = reading;
            _coast = coast;
            _second = second;
            _introduction = second == null ? 2 : 3;
            _resets = resets;

            // Of the settings and options alone, without what stands ahead of them.
            _line.Begin(Words.Configuration);
            _line.Word(null);
            _line.Word(null);
            TellSettings(true);
            _configurationCrc = Crc16.Update(Crc16.Initial, _line.Buffer, 0, _line.Length);
            if (second == null) return;
            _line.Begin(Words.Options);
            _line.Word(null);
            _line.Word(null);
            TellOptions();
            _configurationCrc = Crc16.Update(_configurationCrc, _line.Buffer, 0, _line.Length);
        }

        /// <summary>Sends what is due, if anything is.</summary>
        /// <param name="levels">The board's levels.</param>
        /// <param name="tipCounts">The tip, 1/128 degC, or <see cref="Reading.None"/>.</param>
        /// <param name="state">The state after this tick's step.</param>
        /// <param name="nowMs">Milliseconds since power-on.</param>
        public void Report(int levels, int tipCounts, State state, long nowMs)
        {
            _nowMs = nowMs;
            bool isConversion = _reading.IsConversion;
            if (isConversion)
            {
                _owesSample = true;
                _owesExpectation = false;
                _conversionMs = nowMs;
            }

            LineWriter line = _line;
            if (_sequence < _introduction)
            {
                Introduce((int)_sequence, Words.Boot, Words.Configuration);
            }
            else if (_events.Count > 0)
            {
                WriteEvent();
                _events.RemoveFirst();
            }
            else if (isConversion)
            {
                // The tick that reads and judges has enough to do: its sample goes out two ticks later, when it has been recorded.
                return;
            }
            else if (_owesSample ? nowMs - _conversionMs >= Limits.SampleAfterMs : nowMs - _sampleMs >= Limits.SampleMs)
            {
                line = _sample.Write(_sequence, nowMs, levels, tipCounts, state, _reading, _lesions[0].Ablation.DoseMilliMinutes(), _second);
                _sampleMs = nowMs;
                // An expectation changes with every fifth conversion alone, so two take turns.
                _expectsOfSecond = _second != null && !_expectsOfSecond;
                _owesExpectation = _owesSample && CoastToTell().PeakCounts != Reading.None;
                _owesSample = false;
            }
            else if (_owesExpectation)
            {
                WriteExpectation();
                _owesExpectation = false;
            }
            else if (nowMs - _statisticsMs >= Limits.StatisticsMs)
            {
                WriteStatistics();
                _statisticsMs = nowMs;
            }
            else if (nowMs - _infoMs >= Limits.InfoMs / _introduction)
            {
                Introduce(_introduces, Words.OriginAgain, Words.SettingsAgain);
                _introduces = (_introduces + 1) % _introduction;
                _infoMs = nowMs;
            }
            else
            {
                return;
            }

            if (line == _line) line.End();
            _sequence++;
            if (!_sink.Send(line.Buffer, line.Length)) _lost++;
        }

        private void Begin(byte[][] form)
        {
            _line.Begin(form);
            _line.Number(_sequence);
            _line.Number(_nowMs);
        }

        private void Introduce(int number, byte[][] origin, byte[][] settings)
        {
            if (number == 0) WriteOrigin(origin);
            else if (number == 1) WriteSettings(settings);
            else WriteOptions();
        }

        private void WriteOptions()
        {
            Begin(Words.Options);
            TellOptions();
        }

        private void TellOptions()
        {
            _line.Word(Words.Probes[(int)_settings.SecondProbe]);
        }

        private void WriteOrigin(byte[][] form)
        {
            Begin(form);
            _line.Number(_resets);
            _line.Hex(_configurationCrc, 4);
        }

        private void WriteSettings(byte[][] form)
        {
            Begin(form);
            TellSettings(form == Words.Configuration);
        }

        private void TellSettings(bool withBackstop)
        {
            _line.Fraction(Hundredths.OfTip(Limits.LimitCounts), 2);
            _line.Fraction(Hundredths.OfTip(Limits.FloorCounts), 2);
            // Where seq and t have grown there is no room for all, and no box has another backstop.
            if (withBackstop) _line.Fraction(Limits.BackstopDegrees * 100, 2);
            else _line.Word(null);
            _line.Number(Limits.TickMs);
            _line.Number(_settings.Mains60Hz ? 60 : 50);
            _line.Word(Words.Types[_settings.ProbeTypeK ? 1 : 0]);
            _line.Number(Limits.PermittedMs / 1000);
            _line.Number(Limits.CementWaitMs / 1000);
            if (_settings.Coast != CoastRule.Off) _line.Number((int)_settings.Coast);
        }

        private Coast CoastToTell()
        {
            return _expectsOfSecond ? _second.Coast : _coast;
        }

        private void WriteExpectation()
        {
            Coast coast = CoastToTell();
            Begin(Words.Expectation);
            _line.Fraction(Hundredths.OfTip(coast.PeakCounts), 2);
            _line.Fraction(Hundredths.OfTip(coast.WidthCounts), 2);
            if (_second != null) _line.Number(_expectsOfSecond ? 2 : 1);
        }

        private void WriteEvent()
        {
            EventKind kind = _events.Kind;
            if (kind == EventKind.Test) WriteTest();
            else if (kind == EventKind.Procedure) WriteProcedure();
            else if (kind == EventKind.Lesion) WriteLesion(_events.Reason != 0);
            else WriteNamedEvent(kind);
        }

        private void WriteNamedEvent(EventKind kind)
        {
            byte[] reason = _events.Reason == Reason.None ? null : Reason.WordOf(_events.Reason);
            bool isCause = NamesCause(kind);
            int tip = _events.TipCounts;
            Begin(Words.Event);
            _line.Word(Words.Events[(int)kind]);
            _line.Word(isCause ? reason : null);
            _line.Word(isCause ? null : reason);
            _line.Temperature(tip != Reading.None, Hundredths.OfTip(tip));
            EndOfProbe();
        }

        private void EndOfProbe()
        {
            if (_events.Probe != 0) _line.Number(_events.Probe);
        }

        private void WriteTest()
        {
            Begin(Words.Test);
            _line.Word(Words.Steps[_events.Reason >> 1]);
            _line.Number(_events.Reason & 1);
            EndOfProbe();
        }

        private void WriteProcedure()
        {
            Ablation ablation = LesionOfEvent().Ablation;
            Begin(Words.Procedure);
            _line.Number(ablation.DurationMs);
            _line.Fraction(Hundredths.OfTip(ablation.PeakCounts), 2);
            _line.Number(ablation.PeakMs);
            _line.Fraction(ablation.DoseMilliMinutes(), 3);
            _line.Word(Reason.WordOf(ablation.End));
            EndOfProbe();
        }

        private Lesion LesionOfEvent()
        {
            return _lesions[_events.Probe == 2 ? 1 : 0];
        }

        private void WriteLesion(bool hasEnded)
        {
            Lesion lesion = LesionOfEvent();
            LesionTotals totals = hasEnded ? lesion.Ended : lesion.Totals(_nowMs);
            Begin(Words.Lesion);
            _line.Number(totals.Ablations);
            _line.Number(totals.DurationMs);
            _line.Fraction(Hundredths.OfTip(totals.PeakCounts), 2);
            _line.Fraction(totals.DoseMilliMinutes, 3);
            if (hasEnded) _line.Number(1);
            else _line.Word(null);
            EndOfProbe();
        }

        private void WriteStatistics()
        {
            Begin(Words.Statistics);
            _line.Number(_statistics.Ticks);
            _line.Number(_statistics.Late);
            _line.Number(_statistics.WorstUs);
            _line.Number(_lost + _events.Dropped);
            _line.Number((_statistics.GapUs + 999) / 1000);
            _line.Number(_statistics.TookUs);
            _statistics.Told();
        }

        private static bool NamesCause(EventKind kind)
        {
            return kind == EventKind.Trip || kind == EventKind.Also || kind == EventKind.Acknowledged || kind == EventKind.LockOut || kind == EventKind.Error;
        }
    }
}
