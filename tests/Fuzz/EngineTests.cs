using GuestCtl.Fuzz.Engine;

namespace GuestCtl.Fuzz;

/// <summary>The fuzzer itself, on readers with known mistakes.</summary>
public sealed class EngineTests
{
    private const int ManyInputs = 200_000;

    [Fact]
    public void A_mistake_is_found_and_its_input_made_as_small_as_it_can_be()
    {
        var session = Session(input => input.AsSpan().IndexOf("()"u8) >= 0 ? throw new IndexOutOfRangeException() : "read");

        session.Run(TimeSpan.FromMinutes(5), ManyInputs);

        Assert.Equal("()"u8.ToArray(), Assert.Single(session.Findings).Input);
    }

    [Fact]
    public void Steps_of_a_mistake_are_found_one_after_the_other_as_each_of_them_makes_something_new_happen()
    {
        var session = Session(input => CommonPrefix(input, "magic!"u8) is var count && count < 6 ? $"{count}" : throw new InvalidOperationException());

        session.Run(TimeSpan.FromMinutes(5), ManyInputs * 5);

        Assert.Equal("magic!"u8.ToArray(), Assert.Single(session.Findings).Input);
    }

    [Fact]
    public void The_same_seed_tries_the_same_inputs()
    {
        var first = Inputs(7);

        Assert.Equal(first, Inputs(7));
        Assert.NotEqual(first, Inputs(8));
    }

    [Fact]
    public void A_reader_that_allocates_beyond_its_bound_is_a_finding()
    {
        var session = Session(input => $"{new byte[300 << 20].Length > input.Length}");

        session.Run(TimeSpan.Zero);

        Assert.Equal("allocates-too-much", Assert.Single(session.Findings).Key);
    }

    [Fact]
    public void An_input_without_an_end_is_a_finding_and_ends_the_session()
    {
        using var stop = new CancellationTokenSource();
        var session = Session(_ =>
        {
            while (!stop.IsCancellationRequested)
            {
            }

            return "";
        });

        session.Run(TimeSpan.FromMinutes(1));
        stop.Cancel();

        Assert.Equal(("no-end", 1L), (Assert.Single(session.Findings).Key, session.Inputs));
    }

    private static FuzzSession Session(Func<byte[], string> read, int seed = 1)
        => new(new ParserSubject("engine-test", ["a ( b ) c"u8.ToArray(), "m"u8.ToArray()], [], read), seed);

    private static List<string> Inputs(int seed)
    {
        var inputs = new List<string>();
        Session(
            input =>
            {
                inputs.Add(Convert.ToHexString(input));
                return $"{input.Length}";
            },
            seed).Run(TimeSpan.FromMinutes(5), 500);
        return inputs;
    }

    private static int CommonPrefix(ReadOnlySpan<byte> input, ReadOnlySpan<byte> word) => input.CommonPrefixLength(word);
}
