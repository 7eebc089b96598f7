using Interlock.Drivers.Max31856;
using Interlock.Drivers.Telemetry;
using Interlock.Firmware.Dose;
using Interlock.Firmware.Judgement;

namespace Interlock.Firmware.Telemetry
{
    /// <summary>
    /// Sends at most one line a tick: first BOOT and CONF, then events, then a sample for each conversion, then the
    /// statistics. docs/uart-protocol.md describes the lines.
    /// </summary>
    public sealed class Reporter
    {
        private readonly ILineSink _sink;
        private readonly Settings _settings;
        private readonly EventQueue _events;
        private readonly Statistics _statistics;
        private readonly Ablation _ablation;
        private readonly ChipImage _image;
        private readonly int _resets;
        private readonly LineWriter _line = new LineWriter();
        private readonly SampleLine _sample = new SampleLine();
        private long _sequence;
        private long _lost;
        private long _sampleMs;
        private long _statisticsMs;
        private bool _owesSample;

        /// <summary>A reporter that has sent nothing.</summary>
        /// <param name="sink">Takes the lines.</param>
        /// <param name="settings">For the CONF line.</param>
        /// <param name="events">What waits to be told.</param>
        /// <param name="statistics">For the STAT line.</param>
        /// <param name="ablation">For the PROC line and the dose.</param>
        /// <param name="image">The chip's newest registers.</param>
        /// <param name="resets">ESP32 resets since the chip was powered on.</param>
        public Reporter(ILineSink sink, Settings settings, EventQueue events, Statistics statistics, Ablation ablation, ChipImage image, int resets)
        {
            _sink = sink;
            _settings = settings;
            _events = events;
            _statistics = statistics;
            _ablation = ablation;
            _image = image;
            _resets = resets;
        }

        /// <summary>Sends what is due, if anything is.</summary>
        public void Report(Snapshot now)
        {
            _owesSample |= now.HasConversion;
            LineWriter line = _line;
            if (_sequence < 2)
            {
                if (_sequence == 0) WriteBoot(now);
                else WriteConfiguration(now);
            }
            else if (_events.Count > 0)
            {
                WriteEvent(now);
                _events.RemoveFirst();
            }
            else if (_owesSample || now.NowMs - _sampleMs >= Limits.SampleMs)
            {
                line = _sample.Write(_sequence, now, _image, _ablation.DoseMilliMinutes());
                _sampleMs = now.NowMs;
                _owesSample = false;
            }
            else if (now.NowMs - _statisticsMs >= Limits.StatisticsMs)
            {
                WriteStatistics(now);
                _statisticsMs = now.NowMs;
            }
            else
            {
                return;
            }

            if (line == _line) line.End();
            _sequence++;
            if (!_sink.Send(line.Buffer, line.Length)) _lost++;
        }

        private void Begin(byte[] head, Snapshot now)
        {
            _line.Begin(head);
            _line.Number(_sequence);
            _line.Text(Words.Time);
            _line.Number(now.NowMs);
        }

        private void WriteBoot(Snapshot now)
        {
            // The settings are written first to take their CRC, then the line is begun.
            _line.Begin(Words.Configuration);
            int start = _line.Length;
            WriteSettings();
            int crc = Crc16.Update(Crc16.Initial, _line.Buffer, start, _line.Length);

            Begin(Words.Boot, now);
            _line.Text(Words.Firmware);
            _line.Number(_resets);
            _line.Text(Words.ConfigurationCrc);
            _line.Hex(crc >> 8);
            _line.Hex(crc);
        }

        private void WriteConfiguration(Snapshot now)
        {
            Begin(Words.Configuration, now);
            WriteSettings();
        }

        private void WriteSettings()
        {
            _line.Text(Words.Limit);
            _line.Fraction(Hundredths.OfTip(Limits.LimitCounts), 2);
            _line.Text(Words.Floor);
            _line.Fraction(Hundredths.OfTip(Limits.FloorCounts), 2);
            _line.Text(Words.Backstop);
            _line.Fraction(Limits.BackstopDegrees * 100, 2);
            _line.Text(Words.VoteAndTick);
            _line.Number(Limits.TickMs);
            _line.Text(_settings.Mains60Hz ? Words.Mains60Hz : Words.Mains50Hz);
            _line.Text(_settings.ProbeTypeK ? Words.TypeK : Words.TypeT);
            _line.Text(Words.Longest);
            _line.Number(Limits.PermittedMs / 1000);
            _line.Text(Words.Wait);
            _line.Number(Limits.CementWaitMs / 1000);
            if (_settings.Anticipates) _line.Text(Words.Anticipates);
        }

        private void WriteEvent(Snapshot now)
        {
            EventKind kind = _events.Kind;
            if (kind == EventKind.Test) WriteTest(now);
            else if (kind == EventKind.Procedure) WriteProcedure(now);
            else WriteNamedEvent(now, kind);
        }

        private void WriteNamedEvent(Snapshot now, EventKind kind)
        {
            Begin(Words.Event, now);
            _line.Text(Words.Events[(int)kind]);
            if (_events.Reason != Reason.None) _line.Text(Words.Reasons[_events.Reason]);
            WriteTip(_events.TipCounts);
        }

        private void WriteTest(Snapshot now)
        {
            Begin(Words.Test, now);
            _line.Text(Words.Step);
            _line.Text(Words.Steps[_events.Reason >> 1]);
            _line.Text(Words.Ok);
            _line.Number(_events.Reason & 1);
        }

        private void WriteProcedure(Snapshot now)
        {
            Begin(Words.Procedure, now);
            _line.Text(Words.Duration);
            _line.Number(_ablation.DurationMs);
            _line.Text(Words.Peak);
            _line.Fraction(Hundredths.OfTip(_ablation.PeakCounts), 2);
            _line.Text(Words.PeakTime);
            _line.Number(_ablation.PeakMs);
            _line.Text(Words.Dose);
            _line.Fraction(_ablation.DoseMilliMinutes(), 3);
            _line.Text(Words.End);
            _line.Text(Words.Reasons[_ablation.End]);
        }

        private void WriteStatistics(Snapshot now)
        {
            Begin(Words.Statistics, now);
            _line.Text(Words.Ticks);
            _line.Number(_statistics.Ticks);
            _line.Text(Words.Late);
            _line.Number(_statistics.Late);
            _line.Text(Words.Worst);
            _line.Number(_statistics.WorstUs);
            _line.Text(Words.Lost);
            _line.Number(_lost + _events.Dropped);
        }

        private void WriteTip(int tipCounts)
        {
            _line.Text(Words.Tip);
            if (tipCounts == Plausibility.Unknown) _line.Text(Words.Unknown);
            else _line.Fraction(Hundredths.OfTip(tipCounts), 2);
        }
    }
}
