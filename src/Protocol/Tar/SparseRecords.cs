using System.Text;

namespace GuestCtl.Protocol.Tar;

/// <summary>The records with which GNU tar describes holes, in its three versions.</summary>
internal sealed class SparseRecords
{
    private readonly List<(long Offset, long Length)> _map = [];
    private long? _size;
    private long _offset;
    private byte[]? _name;
    private bool _hasMap;
    private bool _mapIsInContent;

    public void Take(string key, byte[] value)
    {
        switch (key)
        {
            case "GNU.sparse.major":
                _mapIsInContent = PaxRecords.Number(key, value) >= 1;
                break;
            case "GNU.sparse.name":
                _name = value;
                break;
            case "GNU.sparse.size" or "GNU.sparse.realsize":
                _size = PaxRecords.Number(key, value);
                break;
            case "GNU.sparse.offset":
                _offset = PaxRecords.Number(key, value);
                break;
            case "GNU.sparse.numbytes":
                _map.Add((_offset, PaxRecords.Number(key, value)));
                _hasMap = true;
                break;
            case "GNU.sparse.map":
                ReadMap(key, value);
                break;
        }
    }

    /// <summary>Gives the member its real name, size and map. A map that is in the content is left to the reader.</summary>
    public void Apply(TarEntry entry)
    {
        entry.Name = _name ?? entry.Name;
        entry.Size = _size ?? entry.Size;
        if (_hasMap || _mapIsInContent)
        {
            entry.Map = _mapIsInContent ? [] : _map;
        }
    }

    private void ReadMap(string key, byte[] value)
    {
        var numbers = value.Length == 0 ? [] : Encoding.ASCII.GetString(value).Split(',');
        _hasMap = true;
        for (var i = 0; i + 1 < numbers.Length; i += 2)
        {
            _map.Add((PaxRecords.Number(key, Encoding.ASCII.GetBytes(numbers[i])), PaxRecords.Number(key, Encoding.ASCII.GetBytes(numbers[i + 1]))));
        }
    }
}
