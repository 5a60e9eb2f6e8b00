namespace Marquee.Whole.Tests;

/// <summary>
/// The blocks of the first campaign. The command itself builds and starts; here a host is up already, and a stand-in of
/// the command drives the same demo program against it with the arguments that the guide gives.
/// </summary>
public sealed class FirstCampaignGuideTests(Host fixture) : IClassFixture<Host>
{
    // `up` and `down` are tried with the command (tests/Command.Tests); their words are checked here.
    private const string StandIn = """
        cat >marquee <<'END'
        #!/usr/bin/env bash
        set -euo pipefail
        case "$*" in
          up) "$MARQUEE_DEMO" up --scale 1000 --url "$MARQUEE_URL" --key "$MARQUEE_KEY_FILE" ;;
          demo\ *) "$MARQUEE_DEMO" run "${@:2}" --url "$MARQUEE_URL" --key "$MARQUEE_KEY_FILE" ;;
          down) ;;
          *) echo "the guide says './marquee $*'" >&2; exit 2 ;;
        esac
        END
        chmod +x marquee
        """;

    [Fact]
    public async Task Every_command_block_of_the_first_campaign_works()
    {
        var blocks = await GuideScript.BlocksAsync("first-campaign", 3);
        string[] around =
        [
            $"export MARQUEE_DEMO='{HostProcess.Program("Demo", "Marquee.Demo")}'",
            $"export MARQUEE_KEY_FILE='{fixture.Process.KeyFile}'", StandIn,
        ];
        await GuideScript.RunAsync(
            fixture.Process, [.. around, .. blocks, "test -s report.json"], "demo",
            fixture.Process.Key);
    }
}
