using Marquee.Adapter;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Marquee.Whole.Tests;

/// <summary>
/// A shop of its own, over HTTP: a history of products, stock, orders, payments and returns, whose journal repeats
/// entries, tells them in another order and late. Now and then it is away.
/// </summary>
internal sealed class StubShop : IAsyncDisposable
{
    private const int PageSize = 40;
    private readonly Lock _lock = new();
    private readonly Random _random;
    private readonly WebApplication _app;
    private readonly List<JournalEntry> _journal = [];
    private readonly Dictionary<string, SearchPrice> _search = [];
    private readonly Dictionary<string, CampaignEntry> _campaigns = [];
    private readonly List<Wish> _wishes = [];
    private readonly Dictionary<string, WishAnswer> _answers = [];
    private int _asked;

    private StubShop(int seed, DateTimeOffset from)
    {
        _random = new Random(seed);
        Truth = new ShopTruth(_random, from);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.Use(async (http, next) =>
        {
            // Every seventh request finds nobody; before it, or after it was done.
            var asked = Interlocked.Increment(ref _asked);
            if (asked % 7 != 0)
            {
                await next(http);
                return;
            }

            if (asked % 2 == 0)
            {
                await next(http);
            }

            http.Abort();
        });
        _app.MapGet("/journal", (string? after) => Read(after));
        _app.MapPut("/search/prices", (List<SearchPrice> prices) => Keep(_search, prices, price => price.Code));
        _app.MapPut("/campaigns", (List<CampaignEntry> all) =>
            Keep(_campaigns, all, entry => $"{entry.Product}/{entry.Round}"));
        _app.MapGet("/wishes", () => { lock (_lock) { return _wishes.ToList(); } });
        _app.MapPut("/wishes", (List<WishAnswer> answers) =>
        {
            Keep(_answers, answers, answer => answer.Id);
            lock (_lock)
            {
                _wishes.RemoveAll(wish => _answers.ContainsKey(wish.Id));
            }
        });
    }

    /// <summary>What is really so in the shop.</summary>
    public ShopTruth Truth { get; }

    /// <summary>Where it is.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>What its search shows, by variant.</summary>
    public IReadOnlyDictionary<string, SearchPrice> Search => Copy(_search);

    /// <summary>What it knows of campaigns.</summary>
    public IReadOnlyDictionary<string, CampaignEntry> Campaigns => Copy(_campaigns);

    /// <summary>What was answered to its wishes.</summary>
    public IReadOnlyDictionary<string, WishAnswer> Answers => Copy(_answers);

    public static async Task<StubShop> StartAsync(int seed, DateTimeOffset from)
    {
        var shop = new StubShop(seed, from);
        await shop._app.StartAsync();
        return shop;
    }

    /// <summary>
    /// So many steps happen; the journal tells them, some twice, each at most thirty places from where it belongs and
    /// some at the very end.
    /// </summary>
    public void Live(int steps)
    {
        var news = Truth.Live(steps);
        lock (_lock)
        {
            _journal.AddRange(news
                .SelectMany((entry, i) => Enumerable.Range(0, _random.Next(3) == 0 ? 2 : 1)
                    .Select(_ => (Entry: entry, At: _random.Next(10) == 0 ? int.MaxValue : i + _random.Next(30))))
                .OrderBy(told => told.At).Select(told => told.Entry));
        }
    }

    /// <summary>Somebody wants to change something.</summary>
    public void Want(Wish wish)
    {
        lock (_lock)
        {
            _wishes.Add(wish);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private JournalPage Read(string? after)
    {
        lock (_lock)
        {
            var from = after is null ? 0 : int.Parse(after, null);
            var entries = _journal.Skip(from).Take(PageSize).ToList();
            return new JournalPage(entries, $"{from + entries.Count}");
        }
    }

    private void Keep<T>(Dictionary<string, T> where, List<T> what, Func<T, string> key)
    {
        lock (_lock)
        {
            foreach (var one in what)
            {
                where[key(one)] = one;
            }
        }
    }

    private Dictionary<string, T> Copy<T>(Dictionary<string, T> what)
    {
        lock (_lock)
        {
            return new Dictionary<string, T>(what);
        }
    }
}
